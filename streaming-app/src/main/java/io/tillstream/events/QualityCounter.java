package io.tillstream.events;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts records by source and day between two flushes. */
final class QualityCounter {
    private final Map<Long, long[]> counts = new HashMap<>();

    /** The cell {records, duplicates, late, dead} of a source and day, to add to. */
    long[] cell(Topic topic, long day) {
        return counts.computeIfAbsent(
                day * Topic.values().length + topic.ordinal(), k -> new long[4]);
    }

    void drain(Consumer<QualityCount> consumer) {
        if (counts.isEmpty()) {
            return;
        }
        int topics = Topic.values().length;
        counts.forEach(
                (key, c) ->
                        consumer.accept(
                                new QualityCount(
                                        Topic.of((int) Math.floorMod(key, (long) topics))
                                                .topicName(),
                                        Math.floorDiv(key, (long) topics),
                                        c[0],
                                        c[1],
                                        c[2],
                                        c[3])));
        counts.clear();
    }
}
