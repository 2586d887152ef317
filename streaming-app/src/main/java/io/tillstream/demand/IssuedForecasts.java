package io.tillstream.demand;

import java.util.Arrays;

/**
 * Forecasts of a series that were issued and stand to be judged by what comes: for each of the
 * {@link #HORIZONS} those of the days between. Beside them the last five weeks, for the seasonal
 * naive forecast (the same weekday of the last week known when it was issued), and the scales of
 * MASE and RMSSE: Hyndman and Koehler (2006), "Another look at measures of forecast accuracy".
 *
 * <p>About 730 bytes. A Flink POJO: fields are added, never changed.
 */
public class IssuedForecasts {
    /** Days between issue and target that are judged. */
    static final int[] HORIZONS = {1, 7, 28};

    private static final int[] STARTS = {0, 1, 8};
    private static final int SLOTS = 36;
    private static final int WIDTH = 4;
    private static final int DAYS = 35;
    private static final float SCALE_KEEP = 0.98f;
    private static final float NONE = -1;

    /** For each slot mean, p10, p50, p90; the mean is {@link #NONE} where nothing was said. */
    public float[] said = new float[SLOTS * WIDTH];

    /** The last days' sales. */
    public float[] actuals = new float[DAYS];

    /** Days learnt. */
    public int days;

    /** Discounted sums: absolute seasonal differences, squared daily differences, days. */
    public float[] scales = new float[3];

    /** For Flink. */
    public IssuedForecasts() {
        Arrays.fill(said, NONE);
    }

    /** Takes what is judged. */
    interface Judge {
        /**
         * A forecast whose day has come.
         *
         * @param horizon index into {@link #HORIZONS}
         * @param quantiles p10, p50 and p90
         * @param naive what the seasonal naive forecast said
         */
        void judge(int horizon, double mean, double[] quantiles, double naive);
    }

    private static int slot(int horizon, long target) {
        return (STARTS[horizon] + Math.floorMod(target, HORIZONS[horizon])) * WIDTH;
    }

    /** Keeps what is said on a day. */
    void remember(long day, Outlook outlook) {
        for (int i = 0; i < HORIZONS.length; i++) {
            int ahead = HORIZONS[i];
            int at = slot(i, day + ahead);
            said[at] = (float) outlook.means()[ahead - 1];
            for (int q = 0; q < Outlook.QUANTILES; q++) {
                said[at + 1 + q] = (float) outlook.quantile(ahead, q);
            }
        }
    }

    /** Judges what was said of a day, then learns it. Days come in order, each once. */
    void close(long day, double actual, Judge judge) {
        for (int i = 0; i < HORIZONS.length; i++) {
            int at = slot(i, day);
            // Only beside the seasonal naive of the same day, which has to be known.
            if (said[at] != NONE && days >= naiveDays(HORIZONS[i])) {
                double[] quantiles = {said[at + 1], said[at + 2], said[at + 3]};
                judge.judge(i, said[at], quantiles, naive(day, HORIZONS[i]));
            }
            said[at] = NONE;
        }
        learn(day, actual);
    }

    private double naive(long day, int ahead) {
        return actuals[Math.floorMod(day - naiveDays(ahead), DAYS)];
    }

    /** The whole weeks back to the last such weekday that was known, in days. */
    private static long naiveDays(int ahead) {
        return (long) (ahead + WeekProfile.DAYS - 1) / WeekProfile.DAYS * WeekProfile.DAYS;
    }

    private void learn(long day, double actual) {
        if (days >= WeekProfile.DAYS) {
            double week = actual - actuals[Math.floorMod(day - WeekProfile.DAYS, DAYS)];
            double step = actual - actuals[Math.floorMod(day - 1, DAYS)];
            scales[0] = (float) (scales[0] * SCALE_KEEP + Math.abs(week));
            scales[1] = (float) (scales[1] * SCALE_KEEP + step * step);
            scales[2] = scales[2] * SCALE_KEEP + 1;
        }
        actuals[Math.floorMod(day, DAYS)] = (float) actual;
        days++;
    }

    /** Mean absolute difference to the week before; 0 while unknown. */
    double seasonalScale() {
        return scales[2] > 0 ? scales[0] / scales[2] : 0;
    }

    /** Mean squared difference to the day before; 0 while unknown. */
    double squareScale() {
        return scales[2] > 0 ? scales[1] / scales[2] : 0;
    }
}
