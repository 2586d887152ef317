package io.tillstream.demand;

/**
 * A forecast of the days after the one on which it was issued, in the unit of the series.
 *
 * @param means expected sales of day 1 to n, zero or more
 * @param factors nine numbers: {@link #LOW}, {@link #MIDDLE} and {@link #HIGH} times the mean is
 *     the 10 %, 50 % and 90 % quantile; of one day up to ten days ahead, of one day further ahead,
 *     and of seven days together, in the order of {@link Lead}
 */
public record Outlook(double[] means, double[] factors) {
    static final int LOW = 0;
    static final int MIDDLE = 1;
    static final int HIGH = 2;
    static final int QUANTILES = 3;

    /** The same shape around other means. */
    Outlook movedTo(double[] others) {
        return new Outlook(others, factors);
    }

    /** A quantile of one day, 1 to n days ahead. */
    double quantile(int ahead, int which) {
        return means[ahead - 1] * factors[Lead.of(ahead).ordinal() * QUANTILES + which];
    }

    /** Expected sales of the first days together. */
    double sum(int days) {
        double sum = 0;
        for (int i = 0; i < Math.min(days, means.length); i++) {
            sum += means[i];
        }
        return sum;
    }
}
