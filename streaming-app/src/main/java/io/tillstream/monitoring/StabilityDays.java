package io.tillstream.monitoring;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The share of customers who are in the segment of 30 days before. State: add fields only. */
public class StabilityDays {
    static final String MODEL = "customers";
    static final String MODEL_VERSION = "rfm";
    static final String SOURCE = MODEL + "/" + MODEL_VERSION;
    static final String METRIC = "segment_stability_30d";

    /** Steps of days to come in the number of the stable. */
    public Map<Long, Long> stableSteps = new HashMap<>();

    /** Steps of days to come in the number of the compared. */
    public Map<Long, Long> comparedSteps = new HashMap<>();

    /** Stable ones on the last day that was told. */
    public long stable;

    /** Compared ones on that day. */
    public long compared;

    /** That day; {@link Long#MIN_VALUE} before the first. */
    public long last = Long.MIN_VALUE;

    /** Event time up to which the world stands, epoch milliseconds. */
    public long asOf = Long.MIN_VALUE;

    /** For Flink. */
    public StabilityDays() {}

    void take(StabilityStep step) {
        long day = last == Long.MIN_VALUE ? step.day() : Math.max(step.day(), last + 1);
        stableSteps.merge(day, step.stable(), Long::sum);
        comparedSteps.merge(day, step.compared(), Long::sum);
    }

    /** Tells each day up to one on which customers are compared. */
    void advance(long to, Consumer<ModelMetricRow> out) {
        if (comparedSteps.isEmpty() && last == Long.MIN_VALUE) {
            return;
        }
        long day = last == Long.MIN_VALUE ? Collections.min(comparedSteps.keySet()) : last + 1;
        for (; day <= to; day++) {
            Long more = stableSteps.remove(day);
            stable += more == null ? 0 : more;
            more = comparedSteps.remove(day);
            compared += more == null ? 0 : more;
            last = day;
            if (compared > 0) {
                out.accept(row(day));
            }
        }
    }

    private ModelMetricRow row(long day) {
        return new ModelMetricRow(
                MODEL,
                MODEL_VERSION,
                METRIC,
                EventTime.startOf(day),
                (double) stable / compared,
                null,
                false,
                day,
                compared);
    }
}
