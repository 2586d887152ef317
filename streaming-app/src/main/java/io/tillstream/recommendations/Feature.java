package io.tillstream.recommendations;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the ranker is told of a candidate, each about 0 to 1. The order is that of weights: add at
 * the end only.
 */
enum Feature {
    /** Always 1. */
    BIAS(-3),
    /** Goes with what the shopper showed interest in. */
    TOGETHER(4),
    /** Goes with the product at hand. */
    CONTINUES(2),
    /** How often it was bought by this shopper. */
    REPEAT(2),
    /** How lately. */
    REPEAT_RECENCY(0.5),
    /** Popularity on a logarithmic scale. */
    POPULAR(1),
    /** Trend on a logarithmic scale. */
    TRENDING(0.5),
    /** Share of the shopper's interest that its category has. */
    CATEGORY(1),
    /** Share that its brand has. */
    BRAND(0.5),
    /** How near its price is to what the shopper looks at. */
    PRICE(0.3),
    /** Interest in the product itself that led to no purchase yet. */
    INTEREST(1),
    /** Popularity with customers of the segment; the less, the more is known of the shopper. */
    SEGMENT(1.5),
    /** How good the towers think it, from 1 for their best product down to 0. */
    TOWERS(0.2),
    /** Its place with the towers: 1 for the first, falling with the logarithm of the place. */
    TOWERS_PLACE(0.2),
    /** Looks like what the shopper showed interest in. */
    LOOKS(0.1);

    static final int COUNT = values().length;

    private final double prior;

    Feature(double prior) {
        this.prior = prior;
    }

    /** The weight before anything is learnt. */
    double prior() {
        return prior;
    }

    /** The name in manifests. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names in the order of weights. */
    static List<String> labels() {
        return Arrays.stream(values()).map(Feature::label).toList();
    }

    /** The weights before anything is learnt. */
    static double[] priors() {
        double[] priors = new double[COUNT];
        for (Feature feature : values()) {
            priors[feature.ordinal()] = feature.prior;
        }
        return priors;
    }
}
