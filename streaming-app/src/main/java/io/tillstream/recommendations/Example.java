package io.tillstream.recommendations;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What the ranker learns from: candidates as they stood right before a purchase, and which of them
 * were bought.
 *
 * @param eventId the purchase
 * @param time when it occurred
 * @param features row by row
 * @param bought of each row
 */
public record Example(String eventId, long time, float[] features, boolean[] bought) {
    /** Candidates that were not bought are learnt from up to this number, evenly taken. */
    private static final int MOST_OTHERS = 24;

    /** Features of each row: fewer than {@link Feature#COUNT} in state of old. */
    int width() {
        return features.length / bought.length;
    }

    /** The example; null if it is no purchase, or nothing was bought that was a candidate. */
    static Example of(Moment moment) {
        return moment.before() == null
                ? null
                : of(moment.eventId(), moment.time(), moment.before(), List.of(moment.bought()));
    }

    /** The example; null if nothing was bought that was a candidate. */
    static Example of(String eventId, long time, Candidates candidates, Collection<String> bought) {
        int stride = Math.max(1, (candidates.size() + MOST_OTHERS - 1) / MOST_OTHERS);
        int[] rows = new int[candidates.size()];
        boolean[] labels = new boolean[candidates.size()];
        int count = 0;
        int hits = 0;
        for (int i = 0; i < candidates.size(); i++) {
            boolean hit = bought.contains(candidates.productIds()[i]);
            if (hit || i % stride == 0) {
                rows[count] = i;
                labels[count++] = hit;
                hits += hit ? 1 : 0;
            }
        }
        if (hits == 0) {
            return null;
        }
        float[] features = new float[count * Feature.COUNT];
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    candidates.features(rows[i]), 0, features, i * Feature.COUNT, Feature.COUNT);
        }
        return new Example(eventId, time, features, Arrays.copyOf(labels, count));
    }
}
