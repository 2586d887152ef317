package io.tillstream.demand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What holidays and promotions do to the sales of a category: a factor for each name, learnt from
 * the days that bore it, pooled over all series of the category and shrunk towards that of its
 * kind, which is shrunk towards 1. Bounded by {@link #MAX_NAMES}. A Flink POJO: fields are added,
 * never changed.
 */
public class CalendarEffects {
    private static final int MAX_NAMES = 300;
    private static final double PRIOR_DAYS = 2;
    private static final double LOWEST = Math.log(0.02);
    private static final double HIGHEST = Math.log(8);
    private static final double ROUNDING = 0.5;

    /** By name: sum of the logs of actual over expected, and the number of days. */
    public Map<String, double[]> effects = new HashMap<>();

    /** For Flink. */
    public CalendarEffects() {}

    /**
     * The factor of a day.
     *
     * @param names of the day's holidays and promotions, {@code kind:name}
     */
    double factor(List<String> names) {
        double sum = 0;
        for (String name : names) {
            sum += effect(name);
        }
        return Math.exp(bounded(sum));
    }

    private double effect(String name) {
        double[] kind = effects.get(kindOf(name));
        double prior = kind == null ? 0 : kind[0] / (kind[1] + PRIOR_DAYS);
        double[] own = effects.get(name);
        return own == null ? prior : (own[0] + PRIOR_DAYS * prior) / (own[1] + PRIOR_DAYS);
    }

    private static String kindOf(String name) {
        return name.substring(0, name.indexOf(':') + 1);
    }

    private static double bounded(double log) {
        return Math.max(LOWEST, Math.min(HIGHEST, log));
    }

    /**
     * Learns a day that bore names.
     *
     * @param expected what would have been expected of an ordinary day, above zero
     */
    void learn(List<String> names, double actual, double expected) {
        double log = bounded(Math.log((actual + ROUNDING) / (expected + ROUNDING)));
        for (String name : names) {
            add(name, log / names.size());
            add(kindOf(name), log / names.size());
        }
    }

    private void add(String name, double log) {
        if (effects.size() < MAX_NAMES || effects.containsKey(name)) {
            double[] sums = effects.computeIfAbsent(name, n -> new double[2]);
            sums[0] += log;
            sums[1]++;
        }
    }
}
