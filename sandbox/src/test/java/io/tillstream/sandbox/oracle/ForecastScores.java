package io.tillstream.sandbox.oracle;

import java.util.Locale;

/** What forecasts from several origins are worth, as in the M5 competition (WRMSSE) and by WAPE. */
final class ForecastScores {
    static final int HORIZON = 28;
    static final int ACTIVE_DAYS = 60;
    private static final int WEEK = 7;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private int folds;
    private int series;
    private final double[] wrmsse = new double[2];
    private final double[] wape = new double[2];
    private double actuals;
    private double forecasts;
    private double intervalActuals;
    private long points;
    private long below;
    private long above;
    private double pinball;

    /**
     * The mean over the folds; bias, coverage and pinball loss over all points.
     *
     * @param series judged, at the newest origin
     * @param bias forecast / actual - 1
     * @param coverage share of actuals from p10 to p90; NaN without intervals
     * @param pinball mean of the losses at 0.1, 0.5 and 0.9, as a share of the actuals
     */
    record Score(
            int series,
            double wrmsse,
            double weeklyWrmsse,
            double wape,
            double weeklyWape,
            double bias,
            double coverage,
            double below,
            double above,
            double pinball) {
        String line(String name) {
            String line =
                    String.format(
                            Locale.ROOT,
                            "  %-28s %6d %7.3f %7.3f %7.3f %7.3f %+7.1f%%",
                            name,
                            series,
                            wrmsse,
                            weeklyWrmsse,
                            wape,
                            weeklyWape,
                            100 * bias);
            return Double.isNaN(coverage)
                    ? line
                    : line
                            + String.format(
                                    Locale.ROOT,
                                    " %6.1f%% %5.1f%% %5.1f%% %8.4f",
                                    100 * coverage,
                                    100 * below,
                                    100 * above,
                                    pinball);
        }

        static String header() {
            return String.format(
                    Locale.ROOT,
                    "  %-28s %6s %7s %7s %7s %7s %8s %7s %6s %6s %8s",
                    "",
                    "series",
                    "WRMSSE",
                    "weekly",
                    "WAPE",
                    "weekly",
                    "bias",
                    "covers",
                    "below",
                    "above",
                    "pinball");
        }
    }

    /** Whether a series has enough days with sales before an origin to be judged. */
    static boolean judged(double[] values, int origin) {
        int active = 0;
        for (int t = 0; t < origin; t++) {
            active += values[t] > 0 ? 1 : 0;
        }
        return active >= ACTIVE_DAYS;
    }

    /**
     * Adds the forecasts of an origin.
     *
     * @param values by judged series and day
     * @param revenue the same; the last 28 days weigh the series
     * @param means by series, 28 days from the origin
     * @param origin number of known days
     */
    void add(double[][] values, double[][] revenue, double[][] means, int origin) {
        double weights = 0;
        for (double[] one : revenue) {
            weights += SalesHistory.sum(one, origin - HORIZON, origin);
        }
        double[] errors = new double[2];
        double actual = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = SalesHistory.sum(revenue[i], origin - HORIZON, origin) / weights;
            for (int kind = 0; kind < 2; kind++) {
                int step = kind == 0 ? 1 : WEEK;
                double squares = 0;
                for (int h = 0; h < HORIZON; h += step) {
                    double error =
                            SalesHistory.sum(values[i], origin + h, origin + h + step)
                                    - SalesHistory.sum(means[i], h, h + step);
                    squares += error * error;
                    errors[kind] += Math.abs(error);
                }
                double meanSquare = squares * step / HORIZON;
                double scale = scale(values[i], origin, step);
                // A series that never changed has no scale: it cannot be weighed.
                wrmsse[kind] += scale > 0 ? weight * Math.sqrt(meanSquare / scale) : 0;
            }
            actual += SalesHistory.sum(values[i], origin, origin + HORIZON);
            forecasts += SalesHistory.sum(means[i], 0, HORIZON);
        }
        actuals += actual;
        for (int kind = 0; kind < 2; kind++) {
            wape[kind] += errors[kind] / actual;
        }
        series = Math.max(series, values.length);
        folds++;
    }

    /** Adds one day's interval. */
    void addInterval(double actual, double p10, double p50, double p90) {
        points++;
        below += actual < p10 ? 1 : 0;
        above += actual > p90 ? 1 : 0;
        intervalActuals += actual;
        pinball += (loss(actual, p10, LOW) + loss(actual, p50, 0.5) + loss(actual, p90, HIGH)) / 3;
    }

    private static double loss(double actual, double said, double quantile) {
        return Math.max(quantile * (actual - said), (1 - quantile) * (said - actual));
    }

    /** Mean squared difference of consecutive days, or weeks, since the first sale. */
    static double scale(double[] values, int origin, int step) {
        int first = 0;
        while (first < origin && values[first] <= 0) {
            first++;
        }
        int steps = (origin - first) / step;
        double squares = 0;
        for (int k = 1; k < steps; k++) {
            int at = origin - (k + 1) * step;
            double difference =
                    SalesHistory.sum(values, at + step, at + 2 * step)
                            - SalesHistory.sum(values, at, at + step);
            squares += difference * difference;
        }
        return steps < 2 ? 0 : squares / (steps - 1);
    }

    Score score() {
        return new Score(
                series,
                wrmsse[0] / folds,
                wrmsse[1] / folds,
                wape[0] / folds,
                wape[1] / folds,
                forecasts / actuals - 1,
                points == 0 ? Double.NaN : 1 - (double) (below + above) / points,
                (double) below / points,
                (double) above / points,
                pinball / intervalActuals);
    }
}
