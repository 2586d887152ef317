package io.tillstream.recommendations;

import java.util.Arrays;

/** A candidate in the making. */
final class Candidate {
    private static final double[] PRIORS = Feature.priors();

    private final float[] features = new float[Feature.COUNT];
    private ItemCard card;
    private double logPrice;
    private Reason reason;
    private String subject;
    private double strength;
    private double prior;

    /** Begins anew with a product, whatever was said of another. */
    Candidate begin(ItemCard another, double itsLogPrice) {
        card = another;
        logPrice = itsLogPrice;
        Arrays.fill(features, 0);
        features[Feature.BIAS.ordinal()] = 1;
        reason = Reason.NEW;
        subject = "";
        strength = 0;
        prior = 0;
        return this;
    }

    void add(Feature feature, double value) {
        int at = feature.ordinal();
        features[at] = (float) Math.min(1, features[at] + value);
    }

    /** Adds to a feature; the strongest source gives the reason. */
    void add(Feature feature, double value, Reason why, String about) {
        add(feature, value);
        if (value * PRIORS[feature.ordinal()] > strength) {
            strength = value * PRIORS[feature.ordinal()];
            reason = why;
            subject = about;
        }
    }

    /** Lets no source that comes after give the reason, if there is one. */
    void keepReason() {
        if (reason != Reason.NEW) {
            strength = Double.POSITIVE_INFINITY;
        }
    }

    ItemCard card() {
        return card;
    }

    /** Logarithm of the list price; negative infinity where it is unknown. */
    double logPrice() {
        return logPrice;
    }

    String productId() {
        return card.productId();
    }

    float[] features() {
        return features;
    }

    float feature(Feature feature) {
        return features[feature.ordinal()];
    }

    /** Why it is one. */
    Why why() {
        return new Why(reason, subject);
    }

    /** Adds up the score before anything is learnt; all features must be there. */
    void sum() {
        for (int i = 0; i < features.length; i++) {
            prior += PRIORS[i] * features[i];
        }
    }

    /** Before all others, whatever they score. */
    void pin() {
        prior = Double.POSITIVE_INFINITY;
    }

    /**
     * Of two the one that scored higher before anything is learnt is first, of equal ones by id.
     */
    static int byPrior(Candidate one, Candidate other) {
        return firstOf(other.prior, one.prior, one, other);
    }

    /** Of two the one with the greater value of a feature is first, of equal ones by id. */
    static int byFeature(Feature feature, Candidate one, Candidate other) {
        return firstOf(other.feature(feature), one.feature(feature), one, other);
    }

    private static int firstOf(double value, double by, Candidate one, Candidate other) {
        int order = Double.compare(value, by);
        return order != 0 ? order : one.productId().compareTo(other.productId());
    }
}
