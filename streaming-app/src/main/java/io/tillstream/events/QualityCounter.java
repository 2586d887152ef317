package io.tillstream.events;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts records by source and day between two flushes. */
final class QualityCounter {
    private final Map<Long, long[]> counts = new HashMap<>();

    private static final int NEWEST = 4;

    /** The cell {records, duplicates, late, dead} of a source and day, to add to. */
    long[] cell(Topic topic, long day) {
        return counts.computeIfAbsent(
                day * Topic.values().length + topic.ordinal(),
                k -> new long[] {0, 0, 0, 0, QualityCount.NO_TIME});
    }

    /** Notes a record that was in time. */
    void inTime(Topic topic, long eventTime) {
        long[] cell = cell(topic, EventTime.dayOf(eventTime));
        cell[NEWEST] = Math.max(cell[NEWEST], eventTime);
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
                                        c[3],
                                        c[NEWEST])));
        counts.clear();
    }
}
