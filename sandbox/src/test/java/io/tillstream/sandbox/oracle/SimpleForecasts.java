package io.tillstream.sandbox.oracle;

import java.util.Arrays;

/** The simple forecasts that the stream must not lose to, fitted in batch at each origin. */
final class SimpleForecasts {
    private static final int WEEK = 7;
    private static final int MEDIAN_WEEKS = 8;
    private static final double[] RATES = {0.02, 0.03, 0.05, 0.1, 0.2, 0.3};
    private static final double LEAST_SHARE = 0.02;

    private final double[][] values;
    private final int firstWeekday;
    private final int horizon;

    /**
     * @param values by series and day
     * @param firstWeekday of the first day
     */
    SimpleForecasts(double[][] values, int firstWeekday, int horizon) {
        this.values = values;
        this.firstWeekday = firstWeekday;
        this.horizon = horizon;
    }

    private interface Rule {
        double at(int series, int ahead);
    }

    /** The same weekday of the last week. */
    double[][] seasonalNaive(int origin) {
        return forecast((i, h) -> values[i][origin - WEEK + h % WEEK]);
    }

    /** The mean of the last days. */
    double[][] movingAverage(int origin, int days) {
        double[] means = new double[values.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = SalesHistory.sum(values[i], origin - days, origin) / days;
        }
        return forecast((i, h) -> means[i]);
    }

    /** The median of the last eight same weekdays. */
    double[][] weekdayMedian(int origin) {
        return forecast(
                (i, h) -> {
                    double[] same = new double[MEDIAN_WEEKS];
                    for (int k = 0; k < same.length; k++) {
                        same[k] = values[i][origin + h % WEEK - WEEK * (k + 1)];
                    }
                    Arrays.sort(same);
                    return (same[MEDIAN_WEEKS / 2 - 1] + same[MEDIAN_WEEKS / 2]) / 2;
                });
    }

    /**
     * Simple exponential smoothing of the series without the weekday profile of all, the rate by
     * one-step errors.
     *
     * @param own a rate for each series, or one for all
     */
    double[][] smoothing(int origin, boolean own) {
        double[] week = week(origin);
        double[][] errors = new double[RATES.length][values.length];
        double[][] levels = new double[RATES.length][values.length];
        double[] sums = new double[RATES.length];
        for (int r = 0; r < RATES.length; r++) {
            for (int i = 0; i < values.length; i++) {
                double level = Double.NaN;
                double spread = 1e-9;
                for (int t = 0; t < origin; t++) {
                    double share = week[weekday(t)];
                    if (share < LEAST_SHARE || (Double.isNaN(level) && values[i][t] <= 0)) {
                        continue;
                    }
                    double x = values[i][t] / share;
                    level = Double.isNaN(level) ? x : level;
                    errors[r][i] += (x - level) * (x - level);
                    spread += x * x;
                    level += RATES[r] * (x - level);
                }
                levels[r][i] = Double.isNaN(level) ? 0 : level;
                sums[r] += errors[r][i] / spread;
            }
        }
        int all = best(sums);
        int[] rates = new int[values.length];
        for (int i = 0; i < rates.length; i++) {
            double[] one = new double[RATES.length];
            for (int r = 0; r < one.length; r++) {
                one[r] = errors[r][i];
            }
            rates[i] = own ? best(one) : all;
        }
        return forecast((i, h) -> levels[rates[i]][i] * week[weekday(origin + h)]);
    }

    private static int best(double[] errors) {
        int best = 0;
        for (int r = 1; r < errors.length; r++) {
            best = errors[r] < errors[best] ? r : best;
        }
        return best;
    }

    /** Weekday profile of the sum of all series, mean 1. */
    private double[] week(int origin) {
        double[] sums = new double[WEEK];
        int[] days = new int[WEEK];
        for (int t = 0; t < origin; t++) {
            days[weekday(t)]++;
            for (double[] series : values) {
                sums[weekday(t)] += series[t];
            }
        }
        double mean = 0;
        for (int d = 0; d < WEEK; d++) {
            sums[d] /= Math.max(1, days[d]);
            mean += sums[d] / WEEK;
        }
        for (int d = 0; d < WEEK; d++) {
            sums[d] /= mean;
        }
        return sums;
    }

    private int weekday(int t) {
        return (firstWeekday + t) % WEEK;
    }

    private double[][] forecast(Rule rule) {
        double[][] forecast = new double[values.length][horizon];
        for (int i = 0; i < values.length; i++) {
            for (int h = 0; h < horizon; h++) {
                forecast[i][h] = rule.at(i, h);
            }
        }
        return forecast;
    }
}
