package io.tillstream.demand;

import java.util.Optional;

/**
 * Tells days that were far from what was forecast for them, and no more of them than a set share in
 * the long run: each bar is raised by what it lets through and sinks with what it does not, which
 * bounds the share whatever the series do. Gibbs and Candès (2021), "Adaptive conformal inference
 * under distribution shift"; Angelopoulos, Candès and Tibshirani (2023), "Conformal PID control".
 *
 * <p>Days are compared by square roots, in which counts have nearly the same spread at any size
 * (Anscombe 1948), over the spread that the forecast's own interval allows. A Flink POJO of fixed
 * size: fields are added, never changed.
 */
public class AnomalyGate {
    /** Share of series-days that may be told of. */
    static final double TARGET = 1e-3;

    /** Days before which a series is not judged. */
    static final int MATURE = 28;

    /** A difference of fewer units never counts. */
    static final double LEAST_UNITS = 5;

    /** Square roots that are this far apart lie so by chance about once in 2000 days. */
    private static final double LOWEST_BAR = 3.3;

    private static final double FIRST_BAR = 3.8;

    /** So that one bad day of all series does not end the telling for years. */
    private static final double HIGHEST_BAR = 8;

    private static final double STEP = 0.05;

    /** A promotion's effect is known less well. */
    private static final double PROMOTION = 1.5;

    private static final double ANSCOMBE = 0.375;
    private static final double Z90 = 1.2816;
    private static final int DROPS = 1;
    private static final int PROMOTIONS = 2;

    /** Bars of spikes and drops on usual days, then on promotion days. */
    public double[] bars = {FIRST_BAR, FIRST_BAR, FIRST_BAR, FIRST_BAR};

    /** For Flink. */
    public AnomalyGate() {}

    /**
     * A day to be told of.
     *
     * @param low below it a day was out of the ordinary, 0 if none can be
     * @param high above it
     */
    public record Flag(AnomalyKind kind, double low, double high) {}

    /**
     * Judges a day of a series, and learns from it.
     *
     * @param age days since the series began
     * @param mean as forecast the day before, as are the quantiles
     * @param promotion true on a promotion day
     */
    public Optional<Flag> judge(
            long age, double actual, double mean, double p10, double p90, boolean promotion) {
        if (age < MATURE) {
            return Optional.empty();
        }
        int kind = promotion ? PROMOTIONS : 0;
        double root = Math.sqrt(mean + ANSCOMBE);
        double high = square(root + bar(kind) * spread(p90 - mean, mean) / 2);
        double low = square(Math.max(0, root - bar(kind + DROPS) * spread(mean - p10, mean) / 2));
        high = Math.max(high, mean + LEAST_UNITS);
        low = Math.max(0, Math.min(low, mean - LEAST_UNITS));
        boolean spike = actual > high;
        boolean drop = actual < low;
        learn(kind, spike);
        learn(kind + DROPS, drop);
        if (!spike && !drop) {
            return Optional.empty();
        }
        return Optional.of(new Flag(spike ? AnomalyKind.SPIKE : AnomalyKind.DROP, low, high));
    }

    private double bar(int kind) {
        return kind < PROMOTIONS
                ? bars[kind]
                : Math.max(bars[kind], PROMOTION * bars[kind - PROMOTIONS]);
    }

    /** How much wider than chance the forecast's interval is on a side. */
    private static double spread(double side, double mean) {
        return Math.max(1, side / Z90 / Math.sqrt(Math.max(mean, 1)));
    }

    private static double square(double root) {
        return root * root - ANSCOMBE;
    }

    /** Each side has half of the target. */
    private void learn(int kind, boolean told) {
        double bar = bars[kind] + STEP * ((told ? 1 : 0) - TARGET / 2);
        bars[kind] = Math.max(LOWEST_BAR, Math.min(HIGHEST_BAR, bar));
    }
}
