package io.tillstream.recommendations;

import java.util.Arrays;

/**
 * Products that might be recommended, with what the ranker is told of them.
 *
 * @param productIds distinct
 * @param categories of each
 * @param reasons of each, for people
 * @param boosts of each: what its chance is multiplied by, from the rules of the business
 * @param features row by row, {@link #width()} each
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

    /** Features of each candidate: fewer than {@link Feature#COUNT} in state of old. */
    int width() {
        return size() == 0 ? Feature.COUNT : features.length / size();
    }

    float feature(int candidate, Feature feature) {
        return feature.ordinal() < width() ? features[candidate * width() + feature.ordinal()] : 0;
    }

    /** All {@link Feature#COUNT} of them. */
    float[] features(int candidate) {
        int from = candidate * width();
        return Arrays.copyOf(Arrays.copyOfRange(features, from, from + width()), Feature.COUNT);
    }

    int indexOf(String productId) {
        return Arrays.asList(productIds).indexOf(productId);
    }
}
