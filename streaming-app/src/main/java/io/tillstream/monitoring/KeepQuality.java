package io.tillstream.monitoring;

import io.tillstream.events.EventTime;
import io.tillstream.events.QualityCount;
import io.tillstream.runtime.TimeToLive;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.DataQualityRow;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Adds up what was counted of each source and day. */
final class KeepQuality
        extends WriteBackOperator<String, DayQuality, QualityCount, DataQualityRow> {
    static final OutputTag<NewestEvent> NEWEST =
            new OutputTag<>("newest", TypeInformation.of(NewestEvent.class));

    private static final long serialVersionUID = 1L;
    private static final String DUPLICATE = "duplicate";
    private static final String LATE = "late";
    private static final String DEAD_LETTER = "dead-letter";

    /** What a record may break. */
    static final List<String> RULES = List.of(DUPLICATE, LATE, DEAD_LETTER);

    private static final int CACHED_DAYS = 10_000;

    KeepQuality(Duration retention, long flushInterval) {
        super(dayQuality(retention), CACHED_DAYS, flushInterval);
    }

    private static ValueStateDescriptor<DayQuality> dayQuality(Duration retention) {
        return TimeToLive.afterRetention(
                new ValueStateDescriptor<>("day-quality", DayQuality.class), retention);
    }

    /** The key of a source and day. */
    static String key(QualityCount count) {
        return count.source() + '|' + count.day();
    }

    @Override
    protected DayQuality create() {
        return new DayQuality();
    }

    @Override
    protected boolean apply(String key, DayQuality quality, QualityCount count) {
        quality.records += count.records();
        quality.duplicates += count.duplicates();
        quality.late += count.late();
        quality.dead += count.dead();
        quality.newest = Math.max(quality.newest, count.newest());
        return true;
    }

    @Override
    protected void emitChanged(String key, DayQuality quality) {
        int bar = key.lastIndexOf('|');
        String source = key.substring(0, bar);
        long windowEnd = EventTime.startOf(Long.parseLong(key.substring(bar + 1)) + 1);
        emit(row(source, DUPLICATE, windowEnd, quality, quality.duplicates));
        emit(row(source, LATE, windowEnd, quality, quality.late));
        emit(row(source, DEAD_LETTER, windowEnd, quality, quality.dead));
        if (quality.newest != QualityCount.NO_TIME) {
            emit(NEWEST, new NewestEvent(source, quality.newest));
        }
    }

    private static DataQualityRow row(
            String source, String rule, long windowEnd, DayQuality quality, long violations) {
        return new DataQualityRow(
                source, rule, windowEnd, quality.records, violations, quality.records + violations);
    }
}
