package io.tillstream.demand;

/**
 * A forecast and what came.
 *
 * @param quantiles p10, p50 and p90
 * @param naive the seasonal naive forecast
 */
record Judgement(double actual, double mean, double[] quantiles, double naive) {
    private static final double[] SHARES = {0.1, 0.5, 0.9};

    /**
     * Mean pinball loss of p10, p50 and p90: Koenker and Bassett (1978), "Regression quantiles".
     */
    double pinball() {
        double sum = 0;
        for (int i = 0; i < SHARES.length; i++) {
            double error = actual - quantiles[i];
            sum += Math.max(SHARES[i] * error, (SHARES[i] - 1) * error);
        }
        return sum / SHARES.length;
    }

    /** Whether it came between p10 and p90. */
    boolean isCovered() {
        return actual >= quantiles[0] && actual <= quantiles[2];
    }
}
