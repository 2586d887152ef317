package io.tillstream.demand;

/**
 * How far a product's own forecast and the sum of its stores' were off of late, each as the square
 * of its smoothed error, and so how much say each has in the forecast of the product. Stores that
 * sell a product now and then are off together (a sale in a store that was given up, a size that
 * their short histories do not know), which sums of variances do not show. Weights by powers of
 * inverse discounted losses: Timmermann (2006), "Forecast combinations", Handbook of Economic
 * Forecasting, section 3.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class StoresVote {
    private static final double SMOOTHING = 0.05;
    private static final double KEEP = 0.98;

    /** Smoothed error of the product's own forecast seven days ahead, units. */
    public float ownDrift;

    /** Smoothed error of the stores' sum, units. */
    public float storesDrift;

    /** Discounted sum of squares of {@link #ownDrift}. */
    public float ownLoss;

    /** Discounted sum of squares of {@link #storesDrift}. */
    public float storesLoss;

    /** For Flink. */
    public StoresVote() {}

    /**
     * Learns a day.
     *
     * @param own forecast less actual, units; the same for the stores
     */
    void learn(double own, double stores) {
        ownDrift += (float) (SMOOTHING * (own - ownDrift));
        storesDrift += (float) (SMOOTHING * (stores - storesDrift));
        ownLoss = (float) (KEEP * ownLoss + ownDrift * ownDrift);
        storesLoss = (float) (KEEP * storesLoss + storesDrift * storesDrift);
    }

    /**
     * The say of the product's own forecast.
     *
     * @return 0 to 1; a half while nothing is known
     */
    double ownWeight() {
        return weight(ownLoss, storesLoss);
    }

    /** The weight of what has lost {@code own} beside what has lost {@code other}. */
    static double weight(double own, double other) {
        double both = own * own + other * other;
        return both > 0 ? other * other / both : 0.5;
    }
}
