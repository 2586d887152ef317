package io.tillstream.recommendations;

import java.util.Arrays;

/**
 * Products that might be recommended, with what the ranker is told of them.
 *
 * @param productIds distinct
 * @param categories of each
 * @param reasons of each, for people
 * @param boosts of each: what its chance is multiplied by, from the rules of the business
 * @param features row by row, {@link Feature#COUNT} each
 * @param byPopularity what popularity alone would show: the first baseline
 * @param byTies what ties between products alone would show: the second baseline
 */
public record Candidates(
        String[] productIds,
        String[] categories,
        String[] reasons,
        float[] boosts,
        float[] features,
        String[] byPopularity,
        String[] byTies) {
    int size() {
        return productIds.length;
    }

    float feature(int candidate, Feature feature) {
        return features[candidate * Feature.COUNT + feature.ordinal()];
    }

    float[] features(int candidate) {
        int from = candidate * Feature.COUNT;
        return Arrays.copyOfRange(features, from, from + Feature.COUNT);
    }

    int indexOf(String productId) {
        return Arrays.asList(productIds).indexOf(productId);
    }
}
