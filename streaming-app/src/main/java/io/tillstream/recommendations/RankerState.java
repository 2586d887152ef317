package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.Arrays;

/**
 * The ranker as it learns: a logistic model on the features of candidates, by FTRL-Proximal
 * (McMahan et al., KDD 2013) around the weights that it began with, and what came of each variant.
 * State: add fields only.
 */
public class RankerState {
    private static final double ALPHA = 0.3;
    private static final double BETA = 1;
    private static final double L2 = 1;

    /** Half-life in days of what is known of variants, so that they can change places. */
    private static final double HALF_LIFE = 30;

    /** Sums of gradients, less what the weights already hold. */
    public double[] gradients = new double[Feature.COUNT];

    /** Sums of squared gradients. */
    public double[] squares = new double[Feature.COUNT];

    /** Lists shown, by variant. */
    public double[] shown = new double[Variant.COUNT];

    /** Lists clicked, by variant. */
    public double[] clicked = new double[Variant.COUNT];

    /** Epoch day as of which {@link #shown} and {@link #clicked} hold. */
    public long day = Long.MIN_VALUE;

    /** Purchases learnt from, since it began. */
    public long learnt;

    /** Event time at which it was last told. */
    public long toldAt = Long.MIN_VALUE;

    /** Event time of the newest event of all, epoch milliseconds. */
    public long asOf = Long.MIN_VALUE;

    /** The trained version that it began with, as name/version; null for {@link Feature}'s. */
    public String begunWith;

    /** That version's weights; empty for {@link Feature}'s. */
    public double[] begun = {};

    /** For Flink. */
    public RankerState() {}

    /** Begins anew with trained weights; what came of variants stays. */
    void beginWith(String version, double[] weights) {
        begunWith = version;
        begun = weights.clone();
        gradients = new double[Feature.COUNT];
        squares = new double[Feature.COUNT];
        learnt = 0;
    }

    /** The weights that it began with and stays near to. */
    double[] priors() {
        double[] priors = Feature.priors();
        System.arraycopy(begun, 0, priors, 0, begun.length);
        return priors;
    }

    /** Weights by feature. */
    double[] weights() {
        double[] weights = priors();
        for (int i = 0; i < gradients.length; i++) {
            weights[i] -= gradients[i] / ((BETA + Math.sqrt(squares[i])) / ALPHA + L2);
        }
        return weights;
    }

    /** Learns from a purchase. */
    void learn(Example example) {
        widen();
        double[] weights = weights();
        double[] priors = priors();
        for (int row = 0; row < example.bought().length; row++) {
            learn(example, row, weights, priors);
        }
        learnt++;
    }

    /** Makes room for features that came after the state was written. */
    private void widen() {
        gradients = Arrays.copyOf(gradients, Feature.COUNT);
        squares = Arrays.copyOf(squares, Feature.COUNT);
    }

    private void learn(Example example, int row, double[] weights, double[] priors) {
        int width = example.width();
        int from = row * width;
        float[] features = example.features();
        double error =
                Blend.chance(features, from, width, weights) - (example.bought()[row] ? 1 : 0);
        for (int i = 0; i < width; i++) {
            double gradient = error * features[from + i];
            double square = squares[i] + gradient * gradient;
            double sigma = (Math.sqrt(square) - Math.sqrt(squares[i])) / ALPHA;
            gradients[i] += gradient - sigma * (weights[i] - priors[i]);
            squares[i] = square;
            weights[i] = priors[i] - gradients[i] / ((BETA + Math.sqrt(squares[i])) / ALPHA + L2);
        }
    }

    /** Takes notice of feedback. */
    void hear(Feedback feedback) {
        age(EventTime.dayOf(feedback.time()));
        shown = Arrays.copyOf(shown, Variant.COUNT);
        clicked = Arrays.copyOf(clicked, Variant.COUNT);
        double[] counts = feedback.clicked() ? clicked : shown;
        counts[feedback.variant()]++;
    }

    private void age(long today) {
        if (day != Long.MIN_VALUE && today > day) {
            double left = Math.pow(0.5, (today - day) / HALF_LIFE);
            for (int i = 0; i < shown.length; i++) {
                shown[i] *= left;
                clicked[i] *= left;
            }
        }
        day = Math.max(day, today);
    }

    /**
     * The ranker that shoppers get.
     *
     * @param asOf the closed day, {@link ItemCard#AT_ONCE} if it counts from now on
     */
    RankerModel model(long asOf) {
        return new RankerModel(
                asOf,
                begunWith == null ? "blend-" + learnt : "blend-" + learnt + "+" + begunWith,
                weights(),
                priors(),
                Arrays.copyOf(shown, Variant.COUNT),
                Arrays.copyOf(clicked, Variant.COUNT));
    }
}
