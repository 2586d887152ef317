package io.tillstream.demand;

/**
 * Whether similar products or the average of all foretells better how much new products sell, by
 * the launches of a category that are over: exponentially weighted averaging, Cesa-Bianchi and
 * Lugosi (2006), "Prediction, Learning, and Games", chapter 2.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class LevelVote {
    /** About the last fifty launches count. */
    private static final double KEEP = 0.98;

    private static final double LEARNING_RATE = 1;

    /** What a launch may say at most, in averages: a single hit is not all. */
    private static final double MOST = 2;

    /** Discounted sum of how much more similar products were off than the average, in averages. */
    public double lag;

    /** For Flink. */
    public LevelVote() {}

    /**
     * Learns a launch, all in units a day.
     *
     * @param average above 0
     */
    void learn(double similar, double average, double sold) {
        double more = (Math.abs(sold - similar) - Math.abs(sold - average)) / average;
        lag = KEEP * lag + Math.max(-MOST, Math.min(MOST, more));
    }

    /** The say of the average, 0 to 1; a half while nothing is known. */
    double averageWeight() {
        return 1 / (1 + Math.exp(-LEARNING_RATE * lag));
    }
}
