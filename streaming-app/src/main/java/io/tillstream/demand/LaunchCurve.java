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

    /** With fewer units the weeks tell nothing of a curve. */
    private static final double LEAST_UNITS = 8;

    /** Units sold in each of the first weeks; empty if the start was not seen. */
    public float[] own = new float[0];

    /** Factors of the first weeks with a mean of 1, lent by similar products; empty if none. */
    public float[] lent = new float[0];

    /** What similar products alone would lend, until it is judged; empty if nothing. */
    public float[] similar = new float[0];

    /** What the sales profile to expect would alone, until it is judged; empty if nothing. */
    public float[] profile = new float[0];

    /** Units a day that similar products alone would lend, until it is judged. */
    public double similarLevel;

    /** Units a day of the average product, until it is judged; 0 if there was none. */
    public double averageLevel;

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
        lent = factors(weeks);
        similar = lent;
    }

    /**
     * Takes the weeks of the sales profile to expect beside those of similar products.
     *
     * @param weeks in any unit
     * @param weight of the profile, 0 to 1
     */
    void lendProfile(double[] weeks, double weight) {
        profile = factors(weeks);
        if (similar.length == 0) {
            lent = profile;
            return;
        }
        lent = new float[WEEKS];
        for (int i = 0; i < WEEKS; i++) {
            lent[i] = (float) (weight * profile[i] + (1 - weight) * similar[i]);
        }
    }

    /**
     * Takes what similar products sell and what all do, units a day.
     *
     * @return what is to be expected, each by what it was worth
     */
    double lendLevel(double ofSimilar, double ofAll, LevelVote vote) {
        similarLevel = ofSimilar;
        averageLevel = ofAll;
        double weight = vote.averageWeight();
        return weight * ofAll + (1 - weight) * ofSimilar;
    }

    /** Once all the first weeks were seen: how far off all were goes into the votes, once. */
    void judge(CurveVote vote, LevelVote levels) {
        if (averageLevel > 0) {
            levels.learn(similarLevel, averageLevel, dailyMean());
            averageLevel = 0;
        }
        if (similar.length == 0 && profile.length == 0) {
            return;
        }
        double units = dailyMean() * DAYS;
        if (similar.length > 0 && profile.length > 0 && units >= LEAST_UNITS) {
            vote.learn(error(similar, units), error(profile, units));
        }
        similar = new float[0];
        profile = new float[0];
    }

    /** Mean distance of the weeks from those that factors make of the units of all. */
    private double error(float[] factors, double units) {
        double sum = 0;
        for (int i = 0; i < WEEKS; i++) {
            sum += Math.abs(own[i] - factors[i] * units / WEEKS) / units;
        }
        return sum;
    }

    /** Factors with a mean of 1, within bounds; empty without a sale. */
    private static float[] factors(double[] weeks) {
        double sum = 0;
        for (double week : weeks) {
            sum += week;
        }
        if (sum <= 0) {
            return new float[0];
        }
        float[] factors = new float[WEEKS];
        for (int i = 0; i < WEEKS; i++) {
            double factor = weeks[i] * WEEKS / sum;
            factors[i] = (float) Math.max(LOWEST, Math.min(HIGHEST, factor));
        }
        return factors;
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
