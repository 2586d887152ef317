package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.models.recommend.ShopperPast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of a shopper, the least recent first. State: add fields only. Bounded by {@link
 * #TASTES} and {@link #OWNED}; its time to live is a setting. Affinities to categories, brands and
 * prices are read off it by the cards of today, so that a product that moves takes them along.
 */
public class Shopper {
    /** Products of interest that are remembered. */
    static final int TASTES = 50;

    /** Bought products that are remembered. */
    static final int OWNED = 200;

    /** Products of interest. */
    public Taste[] tastes = {};

    /** Products bought. */
    public Owned[] owned = {};

    /** Purchases, the same product again and again among them. */
    public int purchases;

    /** When recommendations were last made, epoch milliseconds. */
    public long lastTold = Long.MIN_VALUE;

    /** The newest event whose recommendations wait for the throttle; null if none does. */
    public String heldBack;

    /** When it occurred. */
    public long heldBackAt;

    /** For Flink. */
    public Shopper() {}

    /** Takes notice of interest in a product; a negative weight takes interest back. */
    void notice(String productId, double weight, long time) {
        List<Taste> others = new ArrayList<>(Arrays.asList(tastes));
        double sum = weight;
        for (Taste taste : tastes) {
            if (taste.productId().equals(productId)) {
                sum += taste.at(time);
                others.remove(taste);
            }
        }
        if (sum > 0) {
            others.add(new Taste(productId, sum, time));
        }
        tastes = newest(others, TASTES).toArray(new Taste[0]);
    }

    /** Takes notice of a purchase of a product. */
    void buy(String productId, long time) {
        List<Owned> others = new ArrayList<>(Arrays.asList(owned));
        Owned former = owned(productId);
        others.remove(former);
        others.add(
                new Owned(
                        productId, former == null ? 1 : former.times() + 1, EventTime.dayOf(time)));
        owned = newest(others, OWNED).toArray(new Owned[0]);
        notice(productId, Interest.PURCHASE, time);
    }

    /** What the towers are told of the shopper. */
    ShopperPast past(long time) {
        return ShopperPast.of(
                Arrays.stream(owned).map(Owned::productId).toArray(String[]::new),
                Arrays.stream(owned).mapToLong(Owned::lastDay).toArray(),
                purchases,
                EventTime.dayOf(time));
    }

    /** What was bought of a product; null for nothing as far back as is remembered. */
    Owned owned(String productId) {
        for (Owned one : owned) {
            if (one.productId().equals(productId)) {
                return one;
            }
        }
        return null;
    }

    private static <T> List<T> newest(List<T> values, int most) {
        return values.subList(Math.max(0, values.size() - most), values.size());
    }
}
