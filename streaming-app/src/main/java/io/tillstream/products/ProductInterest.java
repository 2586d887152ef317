package io.tillstream.products;

import java.util.Arrays;

/**
 * What shoppers did with a product over the last four weeks, by day. A Flink POJO: fields are
 * added, never changed.
 */
public class ProductInterest {
    /** Days that count. */
    static final int WINDOW = 28;

    static final int VIEWS = 0;
    static final int CARTS = 1;
    static final int UNITS = 2;
    static final int REVENUE = 3;
    private static final int COUNT = 4;
    private static final int STRIDE = 1 + COUNT;
    private static final double[] DECAY = decay(7.0);
    private static final int[] WEIGHTS = {1, 3, 10};

    /** From the catalogue; null while unknown. */
    public String category;

    /** True while the catalogue lists the product. */
    public boolean listed;

    /** Days with activity, ascending: day, views, carts, units, revenue. */
    public long[] days = new long[0];

    /** For Flink. */
    public ProductInterest() {}

    private static double[] decay(double halfLife) {
        double[] decay = new double[WINDOW];
        for (int age = 0; age < WINDOW; age++) {
            decay[age] = Math.pow(0.5, age / halfLife);
        }
        return decay;
    }

    void add(ProductActivity activity) {
        int at = 0;
        while (at < days.length && days[at] < activity.day()) {
            at += STRIDE;
        }
        if (at == days.length || days[at] != activity.day()) {
            long[] wider = new long[days.length + STRIDE];
            System.arraycopy(days, 0, wider, 0, at);
            wider[at] = activity.day();
            System.arraycopy(days, at, wider, at + STRIDE, days.length - at);
            days = wider;
        }
        days[at + 1 + VIEWS] += activity.views();
        days[at + 1 + CARTS] += activity.carts();
        days[at + 1 + UNITS] += activity.units();
        days[at + 1 + REVENUE] += activity.revenue();
    }

    /** The last day with activity that is remembered, where there is one. */
    long lastDay() {
        return days[days.length - STRIDE];
    }

    /** Forgets days that no later day's window holds, and says whether there were any. */
    boolean forgetBefore(long day) {
        int from = 0;
        while (from < days.length && days[from] < day) {
            from += STRIDE;
        }
        if (from > 0) {
            days = Arrays.copyOfRange(days, from, days.length);
        }
        return from > 0;
    }

    /** True if no day with activity is remembered. */
    boolean isQuiet() {
        return days.length == 0;
    }

    /** Views, carts, units and revenue of the window that ends with {@code day}. */
    long[] sums(long day) {
        long[] sums = new long[COUNT];
        for (int at = 0; at < days.length; at += STRIDE) {
            if (days[at] <= day && days[at] > day - WINDOW) {
                for (int i = 0; i < COUNT; i++) {
                    sums[i] += days[at + 1 + i];
                }
            }
        }
        return sums;
    }

    /**
     * Interest with a half-life of 7 days: a view counts 1, a cart 3, a unit sold 10. The weights
     * order products for display and candidates; a ranker learns its own.
     */
    double popularity(long day) {
        double popularity = 0;
        for (int at = 0; at < days.length; at += STRIDE) {
            long age = day - days[at];
            if (age >= 0 && age < WINDOW) {
                long interest = 0;
                for (int i = 0; i < WEIGHTS.length; i++) {
                    interest += WEIGHTS[i] * days[at + 1 + i];
                }
                popularity += DECAY[(int) age] * interest;
            }
        }
        return popularity;
    }
}
