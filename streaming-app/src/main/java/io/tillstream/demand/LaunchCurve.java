package io.tillstream.demand;

/**
 * How the sales of a new product run in its first weeks. A product that was seen from its start
 * keeps its own weeks; a new one borrows those of the products most like it: Giri and Chen (2022),
 * "Deep learning for demand forecasting in the fashion and apparel retail industry", section 4.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class LaunchCurve {
    static final int WEEKS = 8;
    static final int DAYS = WEEKS * WeekProfile.DAYS;

    private static final double LOWEST = 0.25;
    private static final double HIGHEST = 4;

    /** Units sold in each of the first weeks; empty if the start was not seen. */
    public float[] own = new float[0];

    /** Factors of the first weeks with a mean of 1, lent by similar products; empty if none. */
    public float[] lent = new float[0];

    /** For Flink. */
    public LaunchCurve() {}

    /** Begins to keep its own weeks. */
    void start() {
        own = new float[WEEKS];
    }

    /** Adds what was sold so many days after the start. */
    void learn(long age, double units) {
        if (own.length > 0 && age >= 0 && age < DAYS) {
            own[(int) (age / WeekProfile.DAYS)] += (float) units;
        }
    }

    /** Whether all the first weeks were seen. */
    boolean isWhole(long age) {
        return own.length > 0 && age >= DAYS;
    }

    /** The factor of a day so many days after the start; 1 where nothing was lent. */
    double factor(long age) {
        return lent.length == 0 || age < 0 || age >= DAYS
                ? 1
                : lent[(int) (age / WeekProfile.DAYS)];
    }

    /** Takes weeks of similar products, in any unit. */
    void lend(double[] weeks) {
        double sum = 0;
        for (double week : weeks) {
            sum += week;
        }
        if (sum <= 0) {
            return;
        }
        lent = new float[WEEKS];
        for (int i = 0; i < WEEKS; i++) {
            double factor = weeks[i] * WEEKS / sum;
            lent[i] = (float) Math.max(LOWEST, Math.min(HIGHEST, factor));
        }
    }

    /** Mean units a day over the weeks that were seen. */
    double dailyMean() {
        double sum = 0;
        for (float week : own) {
            sum += week;
        }
        return sum / DAYS;
    }
}
