package io.tillstream.demand;

/**
 * Whether similar products or sales profiles foretell better how the first weeks of a new product
 * run, by the launches of a category that are over; weighed as {@link StoresVote} weighs.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class CurveVote {
    /** About the last fifty launches count. */
    private static final double KEEP = 0.98;

    /** Discounted sum of the squared errors of similar products' curves. */
    public double similarLoss;

    /** Discounted sum of the squared errors of profiles. */
    public double profileLoss;

    /** For Flink. */
    public CurveVote() {}

    /** Learns by how far both were off, as shares of the units. */
    void learn(double similar, double profile) {
        similarLoss = KEEP * similarLoss + similar * similar;
        profileLoss = KEEP * profileLoss + profile * profile;
    }

    /**
     * The say of profiles.
     *
     * @return 0 to 1; a half while nothing is known
     */
    double profileWeight() {
        return StoresVote.weight(profileLoss, similarLoss);
    }
}
