package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.models.recommend.ShopperPast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

    /** Lists made for a shopper on a day; who looks at more pages is no person. */
    static final int LISTS_A_DAY = 500;

    /** Products of interest. */
    public Taste[] tastes = {};

    /** Products bought. */
    public Owned[] owned = {};

    /** Purchases so far; see {@link #purchases()}. */
    public int purchases;

    /** Segments of the customer. */
    public Segments segments = new Segments();

    /** When recommendations were last made, epoch milliseconds of the throttle's clock. */
    public long lastTold = Long.MIN_VALUE;

    /** The newest event whose recommendations wait for the throttle; null if none does. */
    public String heldBack;

    /** When it occurred. */
    public long heldBackAt;

    /** Epoch day on which recommendations were last made. */
    public long toldOn;

    /** How often on that day. */
    public int toldTimes;

    /** For Flink. */
    public Shopper() {}

    /** Takes over what a session did before it was known to be this shopper's. */
    void remember(Login login) {
        for (Taste taste : login.seen()) {
            notice(taste.productId(), taste.weight(), taste.seenAt());
        }
    }

    /** Takes notice of a list of a day. */
    void told(long day, long now) {
        toldTimes = toldOn == day ? toldTimes + 1 : 1;
        toldOn = day;
        lastTold = now;
        heldBack = null;
    }

    /** True if as many lists were made on a day as a person can look at. */
    boolean hasSeenEnough(long day) {
        return toldOn == day && toldTimes >= LISTS_A_DAY;
    }

    /** Takes notice of interest in a product; a negative weight takes interest back. */
    void notice(String productId, double weight, long time) {
        List<Taste> all = new ArrayList<>(tastes.length + 1);
        Taste now = new Taste(productId, weight, time);
        for (Taste taste : tastes) {
            if (taste.productId().equals(productId)) {
                now = now.plus(taste);
            } else {
                all.add(taste);
            }
        }
        if (now.weight() > 0) {
            all.add(now);
            if (tastes.length > 0 && now.seenAt() < tastes[tastes.length - 1].seenAt()) {
                all.sort(Comparator.comparingLong(Taste::seenAt));
            }
        }
        tastes = newest(all, TASTES).toArray(new Taste[0]);
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

    /** Purchases so far; in state that is older than their count, days of purchases. */
    int purchases() {
        long days = Arrays.stream(owned).mapToLong(Owned::lastDay).distinct().count();
        return Math.max(purchases, (int) days);
    }

    /** Takes notice of a purchase; of its products by {@link #buy}. */
    void purchase() {
        purchases = purchases() + 1;
    }

    /** What the towers are told of the shopper. */
    ShopperPast past(long time) {
        return ShopperPast.of(
                Arrays.stream(owned).map(Owned::productId).toArray(String[]::new),
                Arrays.stream(owned).mapToLong(Owned::lastDay).toArray(),
                purchases(),
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
