package io.tillstream.demand;

/**
 * How well sales profiles were foretold of products before they had sold: of each launch by what
 * was known the week before it ended, those of long ago discounted.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class ProfileScore {
    /** About the last hundred launches count. */
    private static final double KEEP = 0.99;

    /** So many launches, discounted, before the classifier is believed. */
    private static final double LEAST_LAUNCHES = 20;

    private static final double LEAST_PROBABILITY = 0.01;

    /** Launches. */
    public double launches;

    /** Of these those whose most likely profile by the classifier was theirs. */
    public double hits;

    /** The same by the most frequent profile. */
    public double majorityHits;

    /** Sum of the negative logarithms of the probabilities that the classifier gave. */
    public double loss;

    /** The same by the frequencies of the profiles. */
    public double baseLoss;

    /** For Flink. */
    public ProfileScore() {}

    /**
     * Learns a launch.
     *
     * @param profile that it turned out to have
     * @param foretold probabilities by the classifier
     * @param shares of the profiles among earlier launches
     */
    void learn(int profile, double[] foretold, double[] shares) {
        launches = KEEP * launches + 1;
        hits = KEEP * hits + (likeliest(foretold) == profile ? 1 : 0);
        majorityHits = KEEP * majorityHits + (likeliest(shares) == profile ? 1 : 0);
        loss = KEEP * loss - Math.log(Math.max(LEAST_PROBABILITY, foretold[profile]));
        baseLoss = KEEP * baseLoss - Math.log(Math.max(LEAST_PROBABILITY, shares[profile]));
    }

    /** Whether the classifier says more than the frequencies do. */
    boolean isEarned() {
        return launches >= LEAST_LAUNCHES && loss < baseLoss;
    }

    static int likeliest(double[] probabilities) {
        int likeliest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            likeliest = probabilities[i] > probabilities[likeliest] ? i : likeliest;
        }
        return likeliest;
    }
}
