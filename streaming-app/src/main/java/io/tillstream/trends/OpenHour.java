package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The mentions of an hour that is not over. A Flink POJO: fields are added, never changed. */
public class OpenHour {
    private static final int SEED = 67;

    /** Posts in all, on every shelf. */
    public long posts;

    /** Who wrote, by subject. */
    public Map<String, Voices> subjects = new HashMap<>();

    /** For Flink. */
    public OpenHour() {}

    /** The sums over subjects, in their order, since sums of fractions depend on it. */
    Baseline.Heard heard() {
        Map<String, Double> loudness = new TreeMap<>();
        double weights = 0;
        double squaredWeights = 0;
        for (Map.Entry<String, Voices> subject : new TreeMap<>(subjects).entrySet()) {
            Voices voices = subject.getValue();
            loudness.put(subject.getKey(), voices.loudness());
            for (double weight : voices.weights) {
                weights += weight;
                squaredWeights += weight * weight;
            }
        }
        return new Baseline.Heard(posts, loudness, weights, squaredWeights);
    }

    /** Keeps the subjects with most voices; of as many, those that a hash chooses. */
    void keepMost(int most) {
        List<String> order =
                subjects.keySet().stream()
                        .sorted(
                                Comparator.comparingInt((String s) -> -subjects.get(s).size())
                                        .thenComparingLong(s -> IdHash.of(SEED, s))
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        order.subList(Math.min(most, order.size()), order.size()).forEach(subjects::remove);
    }
}
