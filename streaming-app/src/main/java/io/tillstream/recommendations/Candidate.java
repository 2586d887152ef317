package io.tillstream.recommendations;

/** A candidate in the making. */
final class Candidate {
    private static final double[] PRIORS = Feature.priors();

    private final ItemCard card;
    private final float[] features = new float[Feature.COUNT];
    private Reason reason = Reason.NEW;
    private String subject = "";
    private double strength;
    private double prior;

    Candidate(ItemCard card) {
        this.card = card;
        features[Feature.BIAS.ordinal()] = 1;
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

    String productId() {
        return card.productId();
    }

    float[] features() {
        return features;
    }

    float feature(Feature feature) {
        return features[feature.ordinal()];
    }

    /** The reason, for people. */
    String reason() {
        return reason.about(subject);
    }

    /** Adds up the score before anything is learnt; all features must be there. */
    void sum() {
        for (int i = 0; i < features.length; i++) {
            prior += PRIORS[i] * features[i];
        }
    }

    /** The score before anything is learnt. */
    double prior() {
        return prior;
    }
}
