package io.tillstream.monitoring;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.DataQualityRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was counted of days that are not closed. State: add fields only. */
public class OpenQuality {
    private static final String BESIDE = "|";

    /** Records by source, rule and the end of the day. */
    public Map<String, Long> records = new HashMap<>();

    /** Those of them that broke the rule. */
    public Map<String, Long> violations = new HashMap<>();

    /** Event times of the newest events, by source and day, of days that are not closed. */
    public Map<String, Long> newest = new HashMap<>();

    /** Event time of the newest event of all closed days, by source. */
    public Map<String, Long> newestClosed = new HashMap<>();

    /** The day whose ages were told last. */
    public long agesTold = Long.MIN_VALUE;

    /** Event time up to which the world stands, epoch milliseconds. */
    public long asOf = Long.MIN_VALUE;

    /** For Flink. */
    public OpenQuality() {}

    void take(DataQualityRow row) {
        String key = row.source() + BESIDE + row.rule() + BESIDE + row.windowEnd();
        records.merge(key, row.records(), Math::max);
        violations.merge(key, row.violations(), Math::max);
    }

    void take(NewestEvent event) {
        newest.merge(
                event.source() + BESIDE + EventTime.dayOf(event.occurredAt()),
                event.occurredAt(),
                Math::max);
    }

    /**
     * How old the newest event of each source is at the end of a day, in hours, in a fixed order;
     * nothing if it was told before, or if no source had an event on it: the shop was closed.
     */
    List<Measurement> ages(long day) {
        List<Measurement> ages = new ArrayList<>();
        boolean any = false;
        for (Map.Entry<String, Long> entry : new TreeMap<>(newest).entrySet()) {
            int bar = entry.getKey().lastIndexOf(BESIDE);
            long of = Long.parseLong(entry.getKey().substring(bar + 1));
            if (of <= day) {
                any |= of == day;
                newestClosed.merge(
                        entry.getKey().substring(0, bar), newest.remove(entry.getKey()), Math::max);
            }
        }
        if (any && day > agesTold) {
            agesTold = day;
            long end = EventTime.startOf(day + 1);
            new TreeMap<>(newestClosed)
                    .forEach((source, at) -> ages.add(Measurement.age(source, end, end - at)));
        }
        return ages;
    }

    /**
     * The shares of days that close, in a fixed order.
     *
     * @param day the last of them
     */
    List<Measurement> close(long day) {
        List<Measurement> closed = new ArrayList<>();
        for (Map.Entry<String, Long> entry : new TreeMap<>(records).entrySet()) {
            String[] key = entry.getKey().split("\\|", -1);
            long windowEnd = Long.parseLong(key[2]);
            if (windowEnd <= EventTime.startOf(day + 1)) {
                long all = records.remove(entry.getKey());
                long broken = violations.remove(entry.getKey());
                closed.add(Measurement.share(key[0], key[1], windowEnd, all, broken, null));
            }
        }
        return closed;
    }
}
