package io.tillstream.demand;

/**
 * A category's part of a closed day, for the total. Sums are fixed-point, millionths, so that they
 * do not hang on the order in which categories are added.
 *
 * @param day epoch day
 * @param units sold
 * @param revenue net
 * @param unitMeans expected units of the days after; empty if nothing was issued
 * @param revenueMeans expected net revenue of the days after
 * @param accuracy of the forecasts that were judged
 */
public record CategoryDay(
        long day,
        long units,
        long revenue,
        long[] unitMeans,
        long[] revenueMeans,
        AccuracySums accuracy) {
    private static final double FIXED = 1e6;

    static long fixed(double value) {
        return Math.round(value * FIXED);
    }

    static long[] fixed(double[] values) {
        long[] fixed = new long[values.length];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = fixed(values[i]);
        }
        return fixed;
    }

    static double real(long fixed) {
        return fixed / FIXED;
    }

    static double[] real(long[] fixed) {
        double[] values = new double[fixed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = real(fixed[i]);
        }
        return values;
    }
}
