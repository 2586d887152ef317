package io.tillstream.recommendations;

import io.tillstream.events.EventTime;

/**
 * Sums that fade with a half-life, kept as binary logarithms of what they were worth on the first
 * day of the epoch (forward decay: Cormode et al., ICDE 2009). So two sums compare at any time
 * without being touched, and a product that nothing happens to needs no update.
 */
final class Fading {
    /** The sum of nothing. */
    static final double NOTHING = Double.NEGATIVE_INFINITY;

    private Fading() {}

    /**
     * A sum with an amount more.
     *
     * @param sum logarithm
     * @param amount 0 or more
     * @param day epoch day of the amount
     * @param halfLife days
     */
    static double plus(double sum, double amount, long day, double halfLife) {
        if (amount <= 0) {
            return sum;
        }
        double added = log2(amount) + day / halfLife;
        double greater = Math.max(sum, added);
        double less = Math.min(sum, added);
        return greater + log2(1 + Math.pow(2, less - greater));
    }

    /** What a sum is worth at a time. */
    static double worth(double sum, long time, double halfLife) {
        return Math.pow(2, sum - (double) time / EventTime.DAY / halfLife);
    }

    static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
