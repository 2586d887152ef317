package io.tillstream.models.recommend;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * All that was known before a day: counters that purchases move on, one basket at a time, as a
 * stream would.
 */
public final class ShopState {
    /** Length of the window of {@link #recentPurchases}, days. */
    public static final int RECENT_DAYS = 30;

    /** Length of the window of {@link #newestPurchases}, days. */
    public static final int NEWEST_DAYS = 7;

    private final int[] purchases;
    private final int[] repeats;
    private final int[] firstDay;
    private final WindowCounts recent;
    private final WindowCounts newest;
    private final CoPurchases together;
    private final Map<Integer, ShopperHistory> shoppers = new HashMap<>();
    private long lines;

    /** A state before the first purchase. */
    public ShopState(int products) {
        purchases = new int[products];
        repeats = new int[products];
        firstDay = new int[products];
        Arrays.fill(firstDay, Integer.MAX_VALUE);
        recent = new WindowCounts(products, RECENT_DAYS);
        newest = new WindowCounts(products, NEWEST_DAYS);
        together = new CoPurchases(products);
    }

    /** Learns from a basket; baskets come in order of their days. */
    public void add(Basket basket) {
        for (int item : basket.items()) {
            purchases[item]++;
            firstDay[item] = Math.min(firstDay[item], basket.day());
        }
        lines += basket.items().length;
        recent.add(basket);
        newest.add(basket);
        if (basket.named()) {
            addNamed(basket);
        }
    }

    private void addNamed(Basket basket) {
        ShopperHistory shopper =
                shoppers.computeIfAbsent(basket.customer(), c -> new ShopperHistory());
        for (int item : basket.items()) {
            if (shopper.has(item)) {
                repeats[item]++;
            }
        }
        together.add(shopper, basket.items());
        shopper.add(basket);
    }

    /** Moves the windows on to a day: what is older than they are long is forgotten. */
    public void advance(int day) {
        recent.advance(day);
        newest.advance(day);
    }

    /** How many products there are. */
    public int products() {
        return purchases.length;
    }

    /** Purchases of a product. */
    public int purchases(int item) {
        return purchases[item];
    }

    /** Purchases of a product within {@link #RECENT_DAYS} days before the day advanced to. */
    public int recentPurchases(int item) {
        return recent.count(item);
    }

    /** Purchases of a product within {@link #NEWEST_DAYS} days before the day advanced to. */
    public int newestPurchases(int item) {
        return newest.count(item);
    }

    /** Purchases of a product by customers who had bought it before. */
    public int repeats(int item) {
        return repeats[item];
    }

    /** Day of the first purchase; {@link Integer#MAX_VALUE} if there is none. */
    public int firstDay(int item) {
        return firstDay[item];
    }

    /** The share of all lines that were of this product, 0 to 1. */
    public double share(int item) {
        return lines == 0 ? 0 : (double) purchases[item] / lines;
    }

    /** Who bought what together. */
    public CoPurchases together() {
        return together;
    }

    /** What a customer has bought; empty for one unknown. */
    public ShopperHistory shopper(int customer) {
        return shoppers.getOrDefault(customer, ShopperHistory.EMPTY);
    }

    /** Purchases by product within the last days. */
    private static final class WindowCounts {
        private final int days;
        private final int[] counts;
        private final Deque<Basket> within = new ArrayDeque<>();

        WindowCounts(int products, int days) {
            this.days = days;
            this.counts = new int[products];
        }

        void add(Basket basket) {
            within.add(basket);
            for (int item : basket.items()) {
                counts[item]++;
            }
        }

        void advance(int day) {
            while (!within.isEmpty() && within.peek().day() < day - days) {
                for (int item : within.poll().items()) {
                    counts[item]--;
                }
            }
        }

        int count(int item) {
            return counts[item];
        }
    }
}
