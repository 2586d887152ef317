package io.tillstream.events;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what the records of one topic hold, by day, between two flushes. */
final class FeedCounter {
    private static final int HOURS = 24;

    private final Map<Long, Tally> days = new HashMap<>();
    private Tally last;
    private long lastDay;

    private static final class Tally {
        final Topic topic;
        final long[] present;
        final TreeMap<String, Long> unknown = new TreeMap<>();
        final long[] hours = new long[HOURS];
        long records;

        Tally(Topic topic) {
            this.topic = topic;
            this.present = new long[topic.fields().size()];
        }
    }

    void add(Decoded decoded) {
        Tally tally = tally(decoded.topic(), EventTime.dayOf(decoded.time()));
        tally.records++;
        tally.hours[EventTime.hourOf(decoded.time())]++;
        for (long bits = decoded.fields(); bits != 0; bits &= bits - 1) {
            tally.present[Long.numberOfTrailingZeros(bits)]++;
        }
        for (String name : decoded.unknown()) {
            FieldNames.add(tally.unknown, name, 1);
        }
    }

    /** Most records are of the day of the one before. */
    private Tally tally(Topic topic, long day) {
        if (last == null || lastDay != day) {
            last = days.computeIfAbsent(day, d -> new Tally(topic));
            lastDay = day;
        }
        return last;
    }

    void drain(Consumer<FeedCount> consumer) {
        days.forEach((day, tally) -> consumer.accept(count(day, tally)));
        days.clear();
        last = null;
    }

    private static FeedCount count(long day, Tally tally) {
        return new FeedCount(
                tally.topic.topicName(),
                day,
                tally.records,
                tally.present,
                tally.unknown.keySet().toArray(String[]::new),
                tally.unknown.values().stream().mapToLong(Long::longValue).toArray(),
                tally.hours);
    }
}
