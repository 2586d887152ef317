package io.tillstream.trends;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mentions of an hour that is not over. A Flink POJO: fields are added, never changed. */
public class OpenHour {
    /** Posts in all, on every shelf. */
    public long posts;

    /** Who wrote, by subject. */
    public Map<String, Voices> subjects = new HashMap<>();

    /** For Flink. */
    public OpenHour() {}

    /** Keeps the subjects with most voices. */
    void keepMost(int most) {
        List<String> order =
                subjects.keySet().stream()
                        .sorted(
                                Comparator.comparingInt((String s) -> -subjects.get(s).size())
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        order.subList(Math.min(most, order.size()), order.size()).forEach(subjects::remove);
    }
}
