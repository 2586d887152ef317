package io.tillstream.models.recommend;

import java.util.Arrays;

/**
 * How many customers bought both of two products: the Gram matrix of the binary matrix customers x
 * products, kept up to date purchase by purchase.
 */
public final class CoPurchases {
    private final SparseCounts[] rows;
    private final int[] buyers;

    CoPurchases(int products) {
        rows = new SparseCounts[products];
        buyers = new int[products];
    }

    /** Counts what a customer has bought for the first time with all that was there before. */
    void add(ShopperHistory before, int[] bought) {
        int[] fresh = Arrays.stream(bought).filter(i -> !before.has(i)).toArray();
        for (int i = 0; i < fresh.length; i++) {
            buyers[fresh[i]]++;
            for (OwnedItem owned : before.items()) {
                pair(fresh[i], owned.item());
            }
            for (int j = 0; j < i; j++) {
                pair(fresh[i], fresh[j]);
            }
        }
    }

    private void pair(int a, int b) {
        row(a).increment(b);
        row(b).increment(a);
    }

    private SparseCounts row(int item) {
        if (rows[item] == null) {
            rows[item] = new SparseCounts();
        }
        return rows[item];
    }

    /** Customers who bought the product. */
    public int buyers(int item) {
        return buyers[item];
    }

    /** Customers who bought both of two different products. */
    public int both(int a, int b) {
        return rows[a] == null ? 0 : rows[a].get(b);
    }

    /**
     * Adds {@code weight x cos(item, j)} to the score of every other product j: the cosine of the
     * two products' columns, {@code both / sqrt(buyers x buyers)}.
     */
    public void addCosines(int item, double weight, double[] scores) {
        if (rows[item] == null) {
            return;
        }
        double own = weight / Math.sqrt(buyers[item]);
        rows[item].forEach((j, both) -> scores[j] += own * both / Math.sqrt(buyers[j]));
    }
}
