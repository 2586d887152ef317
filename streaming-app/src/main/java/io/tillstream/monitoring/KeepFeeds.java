package io.tillstream.monitoring;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.Topic;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.DataQualityRow;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Judges each source when a day closes: missing values, prices, fields, volume. One key a source. A
 * source that has become silent is judged, too, since the world tells that its day is over.
 */
final class KeepFeeds extends WriteBackOperator<String, FeedBook, FeedInput, DataQualityRow> {
    static final OutputTag<Measurement> MEASURED =
            new OutputTag<>("measured", TypeInformation.of(Measurement.class));

    private static final long serialVersionUID = 1L;

    /** Eight weeks of six sources. */
    private static final ValueStateDescriptor<FeedBook> FEED =
            new ValueStateDescriptor<>("feed-book", FeedBook.class);

    private final DayClose dayClose;
    private final Map<String, List<String>> expected;

    /**
     * @param expected by topic, the fields that its records should have
     */
    KeepFeeds(DayClose dayClose, Map<String, List<String>> expected, long flushInterval) {
        super(FEED, Topic.values().length, flushInterval);
        this.dayClose = dayClose;
        this.expected = expected;
    }

    /** Large, and changed all the time: at barriers only. */
    @Override
    protected long writeInterval() {
        return Long.MAX_VALUE;
    }

    @Override
    protected FeedBook create() {
        return new FeedBook();
    }

    @Override
    protected boolean apply(String source, FeedBook book, FeedInput input) {
        if (input.world() != null) {
            long day = EventTime.dayOf(input.world().asOf());
            registerTimer(dayClose.closesAt(input.world().end() ? day - 1 : day));
            return false;
        }
        if (input.calendar() != null) {
            book.add(input.calendar());
            return true;
        }
        if (input.prices() != null) {
            return book.add(input.prices());
        }
        return book.add(input.count());
    }

    @Override
    protected void emitChanged(String source, FeedBook book) {}

    @Override
    protected boolean onTimer(long time, String source, FeedBook book) {
        Topic topic = Topic.named(source).orElseThrow();
        List<String> fields = expected.getOrDefault(source, List.of());
        for (FeedBook.Share share : book.closeUpTo(dayClose.lastClosed(time), topic, fields)) {
            emit(
                    new DataQualityRow(
                            source,
                            share.rule(),
                            FeedBook.windowEnd(share),
                            share.records(),
                            share.violations(),
                            share.day()));
            emit(MEASURED, Measurement.of(source, share));
        }
        return true;
    }
}
