package io.tillstream.models.recommend;

/**
 * What one customer's purchases of one product amount to. Changed in place by its {@link
 * ShopperHistory}.
 */
public final class OwnedItem {
    private final int item;
    private int purchases;
    private int firstDay;
    private int lastDay;
    private double decayed;

    OwnedItem(int item, int day) {
        this.item = item;
        this.firstDay = day;
        this.lastDay = day;
    }

    void bought(int day) {
        decayed = decayedAt(day) + 1;
        purchases++;
        lastDay = day;
    }

    /** The product's number. */
    public int item() {
        return item;
    }

    /** In how many baskets it was. */
    public int purchases() {
        return purchases;
    }

    /** The day of the first of them. */
    public int firstDay() {
        return firstDay;
    }

    /** The day of the last of them. */
    public int lastDay() {
        return lastDay;
    }

    /** Purchases, each halved with every {@link ShopperHistory#HALF_LIFE_DAYS} since. */
    public double decayedAt(int day) {
        return decayed * ShopperHistory.decay(day - lastDay);
    }
}
