package io.tillstream.recommendations;

import java.util.Arrays;
import java.util.List;

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
 * @param question what the towers need to add to them; null where they are not to be asked, or were
 */
public record Candidates(
        String[] productIds,
        String[] categories,
        String[] reasons,
        float[] boosts,
        float[] features,
        String[] byPopularity,
        String[] byTies,
        Question question) {
    static Candidates of(
            List<Candidate> list,
            BusinessRules rules,
            String[] byPopularity,
            String[] byTies,
            Question question) {
        int size = list.size();
        Candidates candidates =
                new Candidates(
                        new String[size],
                        new String[size],
                        new String[size],
                        new float[size],
                        new float[size * Feature.COUNT],
                        byPopularity,
                        byTies,
                        question);
        for (int i = 0; i < size; i++) {
            Candidate candidate = list.get(i);
            candidates.productIds[i] = candidate.productId();
            candidates.categories[i] = candidate.card().facts().category();
            candidates.reasons[i] = candidate.reason();
            candidates.boosts[i] = (float) rules.boost(candidate.card());
            System.arraycopy(
                    candidate.features(), 0, candidates.features, i * Feature.COUNT, Feature.COUNT);
        }
        return candidates;
    }

    /** The same with other features, and nothing more to ask. */
    Candidates withFeatures(float[] others) {
        return new Candidates(
                productIds, categories, reasons, boosts, others, byPopularity, byTies, null);
    }

    /** The same with others after them, and nothing more to ask. */
    Candidates plus(Candidates others) {
        return new Candidates(
                joined(productIds, others.productIds),
                joined(categories, others.categories),
                joined(reasons, others.reasons),
                joined(boosts, others.boosts),
                joined(features, others.features),
                byPopularity,
                byTies,
                null);
    }

    private static String[] joined(String[] first, String[] second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

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
