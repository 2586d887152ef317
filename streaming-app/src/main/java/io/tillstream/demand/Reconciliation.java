package io.tillstream.demand;

/**
 * Makes the forecasts of a node and of the parts that it consists of agree, by weighted least
 * squares: MinT with a diagonal covariance of the base forecasts' errors, Wickramasuriya,
 * Athanasopoulos and Hyndman (2019), "Optimal forecast reconciliation for hierarchical and grouped
 * time series through trace minimization". On a tree its solution needs no matrix: estimates go up,
 * each weighed by its precision, and what is left goes down, each part taking it by its variance;
 * so every level works with the sums of its parts alone, in linear time, wherever they live.
 *
 * @param mean estimate of a node from itself and everything below it
 * @param variance of that estimate, above zero
 */
public record Reconciliation(double mean, double variance) {
    private static final double LEAST = 1e-9;

    /** A node without parts. */
    public static Reconciliation leaf(double mean, double variance) {
        return new Reconciliation(mean, Math.max(LEAST, variance));
    }

    /**
     * Going up: a node's own forecast with the sums over its parts.
     *
     * @param own the node's base forecast
     * @param ownVariance of its errors
     * @param parts sum of the parts' estimates
     * @param partsVariance sum of their variances
     */
    public static Reconciliation node(
            double own, double ownVariance, double parts, double partsVariance) {
        double w = Math.max(LEAST, ownVariance);
        double v = Math.max(LEAST, partsVariance);
        return new Reconciliation((own * v + parts * w) / (w + v), w * v / (w + v));
    }

    /**
     * Going down: a part's final mean, given its parent's.
     *
     * @param parent final mean of the parent
     * @param parts sum of the estimates of all its parts
     * @param partsVariance sum of their variances
     * @return may be below zero, where the parts' forecasts fall far short of the parent's
     */
    public double given(double parent, double parts, double partsVariance) {
        return mean + variance / Math.max(LEAST, partsVariance) * (parent - parts);
    }
}
