package io.tillstream.sandbox.shop;

/** The lines of one purchase or return; reused. Money in cents. */
final class Basket {
    static final int MOST_LINES = 12;

    final int[] products = new int[MOST_LINES];
    final int[] quantities = new int[MOST_LINES];
    final long[] unitPrices = new long[MOST_LINES];
    final long[] discounts = new long[MOST_LINES];
    int size;

    void clear() {
        size = 0;
    }

    boolean holds(int product) {
        for (int i = 0; i < size; i++) {
            if (products[i] == product) {
                return true;
            }
        }
        return false;
    }

    void add(int product, int quantity, long unitPrice, long discount) {
        products[size] = product;
        quantities[size] = quantity;
        unitPrices[size] = unitPrice;
        discounts[size] = discount;
        size++;
    }

    void remove(int line) {
        size--;
        products[line] = products[size];
        quantities[line] = quantities[size];
        unitPrices[line] = unitPrices[size];
        discounts[line] = discounts[size];
    }
}
