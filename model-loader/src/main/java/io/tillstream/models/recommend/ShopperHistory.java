package io.tillstream.models.recommend;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one customer has bought so far. */
public final class ShopperHistory {
    /** After so many days a purchase counts half. */
    public static final double HALF_LIFE_DAYS = 45;

    /** Of somebody who has bought nothing yet. Never changed. */
    static final ShopperHistory EMPTY = new ShopperHistory();

    private final Map<Integer, OwnedItem> items = new LinkedHashMap<>();
    private int baskets;
    private int lines;
    private int firstDay;
    private int lastDay;

    /** The weight of something that is so many days old, 1 down to 0. */
    static double decay(int ageDays) {
        return Math.pow(0.5, ageDays / HALF_LIFE_DAYS);
    }

    void add(Basket basket) {
        if (baskets == 0) {
            firstDay = basket.day();
        }
        baskets++;
        lines += basket.items().length;
        lastDay = basket.day();
        for (int item : basket.items()) {
            items.computeIfAbsent(item, i -> new OwnedItem(i, basket.day())).bought(basket.day());
        }
    }

    /** True if the product was bought before. */
    public boolean has(int item) {
        return items.containsKey(item);
    }

    /** The purchases of a product; null if there are none. */
    public OwnedItem of(int item) {
        return items.get(item);
    }

    /** All products bought, in order of their first purchase. */
    public Collection<OwnedItem> items() {
        return items.values();
    }

    /** Purchases so far. */
    public int baskets() {
        return baskets;
    }

    /** Products in an average basket, 0 without baskets. */
    public double meanBasket() {
        return baskets == 0 ? 0 : (double) lines / baskets;
    }

    /** Days between purchases on average; the days since the first where there was but one. */
    public double meanInterval(int day) {
        return baskets < 2 ? day - firstDay : (double) (lastDay - firstDay) / (baskets - 1);
    }

    /** Day of the last purchase. */
    public int lastDay() {
        return lastDay;
    }
}
