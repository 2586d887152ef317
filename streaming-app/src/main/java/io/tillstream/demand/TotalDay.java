package io.tillstream.demand;

/**
 * Sums of the categories for one day, fixed-point as in {@link CategoryDay}. A Flink POJO: fields
 * are added, never changed.
 */
public class TotalDay {
    /** Units sold. */
    public long units;

    /** Net revenue. */
    public long revenue;

    /** Expected units of the days after; empty while nothing was issued. */
    public long[] unitMeans = new long[0];

    /** Expected net revenue of the days after. */
    public long[] revenueMeans = new long[0];

    /** Judged forecasts. */
    public AccuracySums accuracy = new AccuracySums();

    /** For Flink. */
    public TotalDay() {}

    void add(CategoryDay category) {
        units += category.units();
        revenue += category.revenue();
        unitMeans = sum(unitMeans, category.unitMeans());
        revenueMeans = sum(revenueMeans, category.revenueMeans());
        accuracy.add(category.accuracy());
    }

    private static long[] sum(long[] a, long[] b) {
        long[] longer = a.length >= b.length ? a : b;
        long[] shorter = a.length >= b.length ? b : a;
        long[] sum = longer.clone();
        for (int i = 0; i < shorter.length; i++) {
            sum[i] += shorter[i];
        }
        return sum;
    }
}
