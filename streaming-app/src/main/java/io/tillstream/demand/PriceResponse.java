package io.tillstream.demand;

import java.util.Optional;

/**
 * How the products of a category sell at another price than their usual one: expected units x
 * (price / usual price)^elasticity. Fitted as a Poisson regression on the log price, which needs
 * neither logs of units nor equal variances (Santos Silva and Tenreyro 2006, "The log of gravity"),
 * from sums by bins of the price ratio. The error is the greater one of what overdispersion says
 * and of Driscoll and Kraay (1998), since products of a day, and days of a week, err together.
 *
 * <p>Promotion days are left out: what a promotion sells is not the price's doing alone. Days
 * without a sale have no price, so that only sales are seen; each counts as much less as its
 * product would often have sold nothing.
 *
 * <p>A Flink POJO of fixed size: fields are added, never changed.
 */
public class PriceResponse {
    /** Evidence that a proposal needs. */
    static final int LEAST_OBSERVATIONS = 30;

    /** A price that differs less says nothing. */
    static final double LEAST_CHANGE = 0.03;

    /** The furthest step that is proposed. */
    static final double GREATEST_STEP = 0.10;

    private static final int BINS = 32;
    private static final int STRIDE = 4;
    private static final int UNITS = 0;
    private static final int EXPECTED = 1;
    private static final int SLOPES = 2;
    private static final int SEEN = 3;

    /** Of a bin in the log of the price ratio; the outer ones take all beyond. */
    private static final double WIDTH = 0.05;

    /** Half-life of about five months. */
    private static final double KEEP_DAY = 0.995;

    /** Days over which errors are seen to be alike. */
    private static final int LAGS = 7;

    /** Where units are fewer, whether any were sold says more than how many. */
    private static final double LEAST_EXPECTED = 2;

    /** Before anything is seen: a change of price changes no revenue, which proposes nothing. */
    private static final double PRIOR_ELASTICITY = -1;

    private static final double PRIOR_PRECISION = 1 / (2.0 * 2.0);

    /** Forecasts of a category may be off by a tenth, which is no effect of the price. */
    private static final double LEVEL_PRECISION = 1 / (0.1 * 0.1);

    private static final double Z95 = 1.96;
    private static final double LEAST_GAIN = 0.005;
    private static final double SIDE_OBSERVATIONS = 10;
    private static final int NEWTON_STEPS = 25;

    /** By bin of the log price ratio: units, expected units, the latter x log ratio, days. */
    public double[] bins = new double[BINS * STRIDE];

    /** Squared errors over expected, and their number. */
    public double[] excess = new double[2];

    /** Scores (level, slope) of the open day, and of the days before it, newest first. */
    public double[] scores = new double[2 * (LAGS + 1)];

    /** Sums of products of scores: level x level, level x slope, slope x slope. */
    public double[] products = new double[3];

    /** The open day. */
    public long day = Long.MIN_VALUE;

    /** Level and slope as of the last closed day. */
    public double[] fit = {0, PRIOR_ELASTICITY};

    /** For Flink. */
    public PriceResponse() {}

    /** Level, slope and the inverse of the information, by symmetric entries. */
    private record Fit(double level, double slope, double ll, double ls, double ss) {}

    /**
     * A price that should bring more.
     *
     * @param price the proposed price
     * @param elasticity what it rests on
     * @param revenueChange expected relative change of revenue, 0.01 for one per cent
     */
    public record Proposal(double price, double elasticity, double revenueChange) {}

    /**
     * Learns a product's day; days come in order.
     *
     * @param day epoch day
     * @param price net revenue per unit
     * @param referencePrice usual price
     * @param units units sold
     * @param expected units to be expected at the usual price
     * @param promotion true on a promotion day, which is left out
     */
    public void observe(
            long day,
            double price,
            double referencePrice,
            double units,
            double expected,
            boolean promotion) {
        if (promotion
                || !(price > 0 && referencePrice > 0 && units > 0)
                || !(expected >= LEAST_EXPECTED)
                || Math.abs(price / referencePrice - 1) < LEAST_CHANGE) {
            return;
        }
        closeBefore(day);
        double x = Math.log(price / referencePrice);
        double mean = expected * Math.exp(fit[0] + fit[1] * x);
        double sold = units * (1 - none(mean));
        int at = STRIDE * bin(x);
        bins[at + UNITS] += sold;
        bins[at + EXPECTED] += expected;
        bins[at + SLOPES] += expected * x;
        bins[at + SEEN]++;
        double error = sold - mean;
        scores[0] += error;
        scores[1] += error * x;
        excess[0] += error * error / mean;
        excess[1]++;
    }

    private static int bin(double x) {
        return (int) Math.max(0, Math.min(BINS - 1, Math.floor(x / WIDTH) + BINS / 2));
    }

    /** Probability that nothing is sold. */
    private double none(double mean) {
        double factor = overdispersion();
        return Counts.none(mean, (factor - 1) / mean);
    }

    /** Variance over mean. */
    private double overdispersion() {
        return Math.max(1, (excess[0] + 5) / (excess[1] + 5));
    }

    private void closeBefore(long next) {
        if (day == Long.MIN_VALUE) {
            day = next;
        }
        long passed = Math.min(next - day, 10_000);
        if (passed <= 0) {
            return;
        }
        for (int lag = 0; lag <= LAGS; lag++) {
            double weight = lag == 0 ? 1 : 2 * (1 - lag / (LAGS + 1.0));
            double level = scores[2 * lag];
            double slope = scores[2 * lag + 1];
            products[0] += weight * scores[0] * level;
            products[1] += weight * (scores[0] * slope + scores[1] * level) / 2;
            products[2] += weight * scores[1] * slope;
        }
        for (long i = 0; i < Math.min(passed, LAGS + 1); i++) {
            System.arraycopy(scores, 0, scores, 2, 2 * LAGS);
            scores[0] = 0;
            scores[1] = 0;
        }
        double keep = Math.pow(KEEP_DAY, (double) passed);
        scale(bins, keep);
        scale(excess, keep);
        // Squares of weighted errors.
        scale(products, keep * keep);
        scale(scores, keep);
        day = next;
        Fit now = solve();
        fit[0] = now.level();
        fit[1] = now.slope();
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Newton's steps to the maximum; the likelihood is concave and the prior bounds it. */
    private Fit solve() {
        double factor = overdispersion();
        double level = fit[0];
        double slope = fit[1];
        for (int step = 0; ; step++) {
            double[] information = {LEVEL_PRECISION, 0, PRIOR_PRECISION};
            double level1 = -LEVEL_PRECISION * level;
            double slope1 = -PRIOR_PRECISION * (slope - PRIOR_ELASTICITY);
            for (int at = 0; at < bins.length; at += STRIDE) {
                if (bins[at + EXPECTED] > 0) {
                    double x = bins[at + SLOPES] / bins[at + EXPECTED];
                    double mean = bins[at + EXPECTED] * Math.exp(level + slope * x) / factor;
                    double error = bins[at + UNITS] / factor - mean;
                    level1 += error;
                    slope1 += error * x;
                    information[0] += mean;
                    information[1] += mean * x;
                    information[2] += mean * x * x;
                }
            }
            double determinant = information[0] * information[2] - information[1] * information[1];
            double ll = information[2] / determinant;
            double ls = -information[1] / determinant;
            double ss = information[0] / determinant;
            double change = limited(ls * level1 + ss * slope1);
            if (step == NEWTON_STEPS || Math.abs(change) < 1e-9) {
                return new Fit(level, slope, ll, ls, ss);
            }
            level += limited(ll * level1 + ls * slope1);
            slope += change;
        }
    }

    private static double limited(double step) {
        return Math.max(-1, Math.min(1, step));
    }

    /** Per cent of units for a per cent of price; -1 while nothing is known. */
    public double elasticity() {
        return solve().slope();
    }

    /** Standard error of {@link #elasticity()}. */
    public double stdError() {
        Fit now = solve();
        double factor = overdispersion();
        double together =
                (now.ls() * now.ls() * products[0]
                                + 2 * now.ls() * now.ss() * products[1]
                                + now.ss() * now.ss() * products[2])
                        / (factor * factor);
        return Math.sqrt(now.ss() + Math.max(0, together - dataVariance(now)));
    }

    /** The part of the variance that chance alone has, which the prior has no part in. */
    private double dataVariance(Fit now) {
        double determinant = now.ll() * now.ss() - now.ls() * now.ls();
        double a = now.ss() / determinant - LEVEL_PRECISION;
        double b = -now.ls() / determinant;
        double c = now.ll() / determinant - PRIOR_PRECISION;
        return now.ls() * now.ls() * a + 2 * now.ls() * now.ss() * b + now.ss() * now.ss() * c;
    }

    /** Days of products that are still remembered. */
    public long observations() {
        return Math.round(seen(0, BINS));
    }

    private double seen(int from, int to) {
        double seen = 0;
        for (int bin = from; bin < to; bin++) {
            seen += bins[bin * STRIDE + SEEN];
        }
        return seen;
    }

    /** True if it is known that the price has an effect: the 95 % interval excludes 0. */
    public boolean informative() {
        return Math.abs(elasticity()) > Z95 * stdError();
    }

    /**
     * A price that should bring more revenue, only where the whole 95 % interval says so and prices
     * on that side of the usual one were seen.
     */
    public Optional<Proposal> proposal(double currentPrice) {
        if (!(currentPrice > 0) || observations() < LEAST_OBSERVATIONS) {
            return Optional.empty();
        }
        double elasticity = elasticity();
        double margin = Z95 * stdError();
        boolean lower = elasticity + margin < -1 && seen(0, BINS / 2) >= SIDE_OBSERVATIONS;
        boolean raise =
                elasticity - margin > -1
                        && elasticity + margin < 0
                        && seen(BINS / 2, BINS) >= SIDE_OBSERVATIONS;
        if (!lower && !raise) {
            return Optional.empty();
        }
        double ratio = lower ? 1 - GREATEST_STEP : 1 + GREATEST_STEP;
        double change = Math.pow(ratio, 1 + elasticity) - 1;
        return change < LEAST_GAIN
                ? Optional.empty()
                : Optional.of(new Proposal(currentPrice * ratio, elasticity, change));
    }
}
