package io.tillstream.demand;

/**
 * A forecast of days 1 to n after the day it was issued on; arrays of length n, zero or more, in
 * the unit of the series.
 *
 * @param mean expected sales
 * @param p10 lower end of the 80 % interval
 * @param p50 median
 * @param p90 upper end of the 80 % interval
 */
public record Outlook(double[] mean, double[] p10, double[] p50, double[] p90) {
    /** Days forecast. */
    public int horizon() {
        return mean.length;
    }

    /**
     * The same forecast moved to reconciled means; the interval keeps its shape.
     *
     * @param reconciled means of zero or more, of the same length
     */
    public Outlook movedTo(double[] reconciled) {
        Outlook moved = new Outlook(reconciled, p10.clone(), p50.clone(), p90.clone());
        for (int i = 0; i < mean.length; i++) {
            double factor = mean[i] > 0 ? reconciled[i] / mean[i] : 0;
            moved.p10[i] *= factor;
            moved.p50[i] *= factor;
            moved.p90[i] *= factor;
        }
        return moved;
    }
}
