package io.tillstream.monitoring;

import io.tillstream.events.Distribution;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Net revenue of closed days, and how its distribution over the last four weeks differs from that
 * of the twelve before. Both hold each weekday as often as any other. State: add fields only.
 */
public class RevenueDays {
    static final String SOURCE = "sales";
    static final String REVENUE = "revenue";

    /** Days that are looked at. */
    static final int NOW = 28;

    /** Days before them that they are compared with. */
    static final int BEFORE = 84;

    /** Days before them without which nothing is told. */
    static final int LEAST_BEFORE = 56;

    /** Quarters: tenths of 28 days would hold three each. */
    private static final int PARTS = 4;

    /** By epoch day, ten-thousandths; of days that are not closed, what is known so far. */
    public Map<Long, Long> revenue = new HashMap<>();

    /** The first day of all. */
    public long first = Long.MAX_VALUE;

    /** For Flink. */
    public RevenueDays() {}

    /** Adds a part of a day's revenue, ten-thousandths. */
    void add(long day, long net) {
        revenue.merge(day, net, Long::sum);
        first = Math.min(first, day);
    }

    /** The newest day on which something was sold. */
    long newest() {
        return revenue.keySet().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
    }

    /** The difference when a day closes; nothing while too little is known. */
    List<ModelMetricRow> close(long day) {
        revenue.keySet().removeIf(old -> old <= day - NOW - BEFORE);
        long from = Math.max(first, day - NOW - BEFORE + 1);
        if (day - NOW - from + 1 < LEAST_BEFORE) {
            return List.of();
        }
        return DriftRows.of(
                SOURCE, REVENUE, day, between(from, day - NOW), between(day - NOW + 1, day), PARTS);
    }

    /** A day without sales counts as one that brought nothing. */
    private Distribution between(long from, long to) {
        Distribution values = new Distribution();
        for (long day = from; day <= to; day++) {
            values.add(revenue.getOrDefault(day, 0L), 1);
        }
        return values;
    }
}
