package io.tillstream.recommendations;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Products that might be recommended, with what the ranker is told of them.
 *
 * @param productIds distinct
 * @param categories their names; see {@link #category}
 * @param reasons for people; see {@link #reason}
 * @param boosts of each: what its chance is multiplied by, from the rules of the business
 * @param features row by row, {@link #width()} each
 * @param byPopularity what popularity alone would show: the first baseline
 * @param byTies what ties between products alone would show: the second baseline
 * @param question what the towers need to add to them; null where they are not to be asked, or were
 * @param categoryOf where in the categories, unsigned, that of each is; null in state of old, which
 *     has the category of each
 * @param reasonOf the same of the reasons
 */
public record Candidates(
        String[] productIds,
        String[] categories,
        String[] reasons,
        float[] boosts,
        float[] features,
        String[] byPopularity,
        String[] byTies,
        Question question,
        byte[] categoryOf,
        byte[] reasonOf) {
    static Candidates of(
            List<Candidate> list,
            BusinessRules rules,
            String[] byPopularity,
            String[] byTies,
            Question question) {
        int size = list.size();
        String[] productIds = new String[size];
        float[] boosts = new float[size];
        float[] features = new float[size * Feature.COUNT];
        byte[] categoryOf = new byte[size];
        byte[] reasonOf = new byte[size];
        Map<String, Integer> categories = new LinkedHashMap<>();
        Map<Why, Integer> reasons = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Candidate candidate = list.get(i);
            productIds[i] = candidate.productId();
            boosts[i] = (float) rules.boost(candidate.card());
            System.arraycopy(candidate.features(), 0, features, i * Feature.COUNT, Feature.COUNT);
            categoryOf[i] = place(candidate.card().facts().category(), categories);
            reasonOf[i] = place(candidate.why(), reasons);
        }
        return new Candidates(
                productIds,
                categories.keySet().toArray(String[]::new),
                reasons.keySet().stream().map(Why::text).toArray(String[]::new),
                boosts,
                features,
                byPopularity,
                byTies,
                question,
                categoryOf,
                reasonOf);
    }

    /** What many have in common is sent and kept once. */
    private static <T> byte place(T name, Map<T, Integer> places) {
        Integer place = places.get(name);
        if (place == null) {
            place = places.size();
            places.put(name, place);
        }
        return place.byteValue();
    }

    /** The same with other features, and nothing more to ask. */
    Candidates withFeatures(float[] others) {
        return new Candidates(
                productIds,
                categories,
                reasons,
                boosts,
                others,
                byPopularity,
                byTies,
                null,
                categoryOf,
                reasonOf);
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
                null,
                joined(places(categoryOf), others.places(others.categoryOf), categories.length),
                joined(places(reasonOf), others.places(others.reasonOf), reasons.length));
    }

    /** Of state of old, each has its own. */
    private byte[] places(byte[] placeOf) {
        if (placeOf != null) {
            return placeOf;
        }
        byte[] own = new byte[size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = (byte) i;
        }
        return own;
    }

    private static byte[] joined(byte[] first, byte[] second, int after) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        for (int i = 0; i < second.length; i++) {
            all[first.length + i] = (byte) (second[i] + after);
        }
        return all;
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

    String category(int candidate) {
        return categories[
                categoryOf == null ? candidate : Byte.toUnsignedInt(categoryOf[candidate])];
    }

    /** Why it is a candidate, for people. */
    String reason(int candidate) {
        return reasons[reasonOf == null ? candidate : Byte.toUnsignedInt(reasonOf[candidate])];
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
