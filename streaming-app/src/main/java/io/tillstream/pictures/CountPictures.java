package io.tillstream.pictures;

import io.tillstream.events.EventTime;
import io.tillstream.events.Topic;
import io.tillstream.runtime.TimeToLive;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.DataQualityRow;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Counts the pictures of each day that records of a topic name, and those that were refused by
 * reason.
 */
final class CountPictures
        extends WriteBackOperator<Long, DayPictures, PictureAnswer, DataQualityRow> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_DAYS = 1_000;
    private static final String RULE = "picture-";
    private static final String REFUSED = "refused";

    private final Topic topic;

    CountPictures(Topic topic, Duration retention, long flushInterval) {
        super(dayPictures(retention), CACHED_DAYS, flushInterval);
        this.topic = topic;
    }

    private static ValueStateDescriptor<DayPictures> dayPictures(Duration retention) {
        return TimeToLive.afterRetention(
                new ValueStateDescriptor<>("day-pictures", DayPictures.class), retention);
    }

    @Override
    protected DayPictures create() {
        return new DayPictures();
    }

    @Override
    protected boolean apply(Long day, DayPictures pictures, PictureAnswer answer) {
        pictures.asked++;
        if (answer.refusal() != null) {
            pictures.count(PictureRefusal.valueOf(answer.refusal()));
        }
        return true;
    }

    @Override
    protected void emitChanged(Long day, DayPictures pictures) {
        long all = 0;
        for (PictureRefusal refusal : PictureRefusal.values()) {
            long violations = pictures.refused(refusal);
            all += violations;
            // A row for each reason that there could be would hide those that there are.
            if (violations > 0) {
                emit(row(refusal.label(), day, pictures, violations));
            }
        }
        emit(row(REFUSED, day, pictures, all));
    }

    private DataQualityRow row(String rule, long day, DayPictures pictures, long violations) {
        return new DataQualityRow(
                topic.topicName(),
                RULE + rule,
                EventTime.startOf(day + 1),
                pictures.asked,
                violations,
                pictures.asked + violations);
    }
}
