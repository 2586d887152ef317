package io.tillstream.demand;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the forecasts of a node and of the parts that it consists of agree, by weighted least
 * squares: MinT with a diagonal covariance of the base forecasts' errors, Wickramasuriya,
 * Athanasopoulos and Hyndman (2019), "Optimal forecast reconciliation for hierarchical and grouped
 * time series through trace minimization". On a tree its solution needs no matrix: estimates go up,
 * each weighed by its precision ({@link #combine}), and what is left goes down, each part taking it
 * by its variance ({@link #share}). Linear in the number of series.
 */
final class Reconciliation {
    private static final double LEAST = 1e-9;

    private Reconciliation() {}

    /**
     * What is expected of the days ahead, and how far it may be off.
     *
     * @param means zero or more
     * @param near mean squared error of one day up to ten days ahead
     * @param far of one day further ahead
     */
    record Estimate(double[] means, double near, double far) {
        double variance(int index) {
            return Lead.of(index + 1) == Lead.NEAR ? near : far;
        }
    }

    /** Going up: a node's own forecast with the sums over its parts. */
    static Estimate combine(Estimate own, List<Estimate> parts) {
        Estimate sum = sum(own.means().length, parts);
        double[] means = new double[own.means().length];
        for (int h = 0; h < means.length; h++) {
            double w = Math.max(LEAST, own.variance(h));
            double v = Math.max(LEAST, sum.variance(h));
            means[h] = (own.means()[h] * v + sum.means()[h] * w) / (w + v);
        }
        return new Estimate(means, both(own.near(), sum.near()), both(own.far(), sum.far()));
    }

    /**
     * Going up where it is known who was nearer the mark of late: the parts of a node are often off
     * in the same direction, of which their variances say nothing.
     *
     * @param ownWeight 0 to 1
     */
    static Estimate combine(Estimate own, List<Estimate> parts, double ownWeight) {
        Estimate sum = sum(own.means().length, parts);
        double[] means = new double[own.means().length];
        for (int h = 0; h < means.length; h++) {
            means[h] = ownWeight * own.means()[h] + (1 - ownWeight) * sum.means()[h];
        }
        return new Estimate(means, both(own.near(), sum.near()), both(own.far(), sum.far()));
    }

    private static double both(double a, double b) {
        double w = Math.max(LEAST, a);
        double v = Math.max(LEAST, b);
        return w * v / (w + v);
    }

    /** The sum of parts. */
    static Estimate sum(int days, List<Estimate> parts) {
        double[] means = new double[days];
        double near = 0;
        double far = 0;
        for (Estimate part : parts) {
            near += part.near();
            far += part.far();
            for (int h = 0; h < days; h++) {
                means[h] += part.means()[h];
            }
        }
        return new Estimate(means, near, far);
    }

    /**
     * Going down: what each part gets of a node's final means. None is below zero, and they add up
     * to the node: what clipping adds is taken off all by the same factor.
     */
    static List<double[]> share(double[] total, List<Estimate> parts) {
        Estimate sum = sum(total.length, parts);
        List<double[]> shares = new ArrayList<>(parts.size());
        double[] clipped = new double[total.length];
        for (Estimate part : parts) {
            double[] share = new double[total.length];
            for (int h = 0; h < total.length; h++) {
                double portion = part.variance(h) / Math.max(LEAST, sum.variance(h));
                double moved = part.means()[h] + portion * (total[h] - sum.means()[h]);
                share[h] = Math.max(0, moved);
                clipped[h] += share[h];
            }
            shares.add(share);
        }
        for (double[] share : shares) {
            for (int h = 0; h < total.length; h++) {
                share[h] =
                        clipped[h] > LEAST
                                ? share[h] * total[h] / clipped[h]
                                : total[h] / parts.size();
            }
        }
        return shares;
    }
}
