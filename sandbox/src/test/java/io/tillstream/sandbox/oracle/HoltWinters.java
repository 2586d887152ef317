package io.tillstream.sandbox.oracle;

/**
 * ETS(A,Ad,A) and ETS(A,Ad,M) with a weekly season, fitted by least squares over a grid (Hyndman
 * and Athanasopoulos, Forecasting: Principles and Practice, chapter 8). Days without sales are
 * taken as closed: they teach nothing.
 */
final class HoltWinters {
    private static final int WEEK = 7;
    private static final int START_WEEKS = 8;
    private static final double LEAST_SHARE = 0.02;
    private static final double[] LEVEL_RATES = {0.02, 0.05, 0.1, 0.2, 0.3, 0.5};
    private static final double[] TREND_RATES = {0, 0.005, 0.02, 0.05};
    private static final double[] SEASON_RATES = {0, 0.02, 0.05, 0.1, 0.2};
    private static final double[] DAMPINGS = {0.85, 0.92, 0.96, 0.98};

    private final double[] season = new double[WEEK];
    private final boolean multiplicative;
    private double level;
    private double trend;
    private double damping;

    private HoltWinters(boolean multiplicative) {
        this.multiplicative = multiplicative;
    }

    /** Fits the days before an origin and forecasts from there. */
    static double[] forecast(double[] values, int origin, int horizon, boolean multiplicative) {
        HoltWinters best = null;
        double least = Double.MAX_VALUE;
        for (double levelRate : LEVEL_RATES) {
            for (double trendRate : TREND_RATES) {
                for (double seasonRate : SEASON_RATES) {
                    for (double damping : DAMPINGS) {
                        HoltWinters one = new HoltWinters(multiplicative);
                        one.damping = damping;
                        double error = one.run(values, origin, levelRate, trendRate, seasonRate);
                        if (error < least) {
                            least = error;
                            best = one;
                        }
                    }
                }
            }
        }
        double[] forecast = new double[horizon];
        if (best != null) {
            double drift = 0;
            double factor = 1;
            for (int h = 0; h < horizon; h++) {
                factor *= best.damping;
                drift += factor * best.trend;
                forecast[h] = Math.max(0, best.at(best.level + drift, origin + h));
            }
        }
        return forecast;
    }

    private double at(double base, int t) {
        return multiplicative ? base * season[t % WEEK] : base + season[t % WEEK];
    }

    /** The sum of squared one-step errors. */
    private double run(
            double[] values, int origin, double levelRate, double trendRate, double seasonRate) {
        start(values, Math.min(origin, WEEK * START_WEEKS));
        double squares = 0;
        for (int t = 0; t < origin; t++) {
            double y = values[t];
            double share = season[t % WEEK];
            double base = level + damping * trend;
            boolean closed = y <= 0 || (multiplicative && share < LEAST_SHARE);
            if (closed) {
                continue;
            }
            double error = y - at(base, t);
            squares += error * error;
            double moved = base + levelRate * (multiplicative ? error / share : error);
            trend = damping * trend + trendRate * (multiplicative ? error / share : error);
            season[t % WEEK] +=
                    seasonRate * (multiplicative ? error / Math.max(1e-9, Math.abs(base)) : error);
            level = moved;
        }
        return squares;
    }

    private void start(double[] values, int days) {
        double[] sums = new double[WEEK];
        int[] counts = new int[WEEK];
        double sum = 0;
        int open = 0;
        for (int t = 0; t < days; t++) {
            if (values[t] > 0) {
                sums[t % WEEK] += values[t];
                counts[t % WEEK]++;
                sum += values[t];
                open++;
            }
        }
        level = sum / Math.max(1, open);
        for (int d = 0; d < WEEK; d++) {
            double mean = counts[d] == 0 ? 0 : sums[d] / counts[d];
            season[d] = multiplicative ? mean / level : mean - level;
        }
    }
}
