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

    /** Event time up to which the world stands, epoch milliseconds. */
    public long asOf = Long.MIN_VALUE;

    /** For Flink. */
    public OpenQuality() {}

    void take(DataQualityRow row) {
        String key = row.source() + BESIDE + row.rule() + BESIDE + row.windowEnd();
        records.merge(key, row.records(), Math::max);
        violations.merge(key, row.violations(), Math::max);
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
                closed.add(
                        new Measurement(
                                Measurement.QUALITY,
                                key[0],
                                key[1],
                                windowEnd,
                                all == 0 ? 0 : (double) broken / all,
                                null));
            }
        }
        return closed;
    }
}
