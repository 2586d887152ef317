package io.tillstream.monitoring;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.runtime.WriteBackOperator;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Tells the shares of records that broke a rule when their day closes: what a day's first minutes
 * hold says nothing. Late ones are known when the day after closes. And how old the newest event of
 * each source is at the end of a day on which any of them had one.
 */
final class CloseQuality
        extends WriteBackOperator<Boolean, OpenQuality, QualityInput, Measurement> {
    private static final long serialVersionUID = 1L;

    /** Cleared day by day as they close. */
    private static final ValueStateDescriptor<OpenQuality> OPEN =
            new ValueStateDescriptor<>("open-quality", OpenQuality.class);

    private final DayClose dayClose;

    CloseQuality(DayClose dayClose, long flushInterval) {
        super(OPEN, 1, flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    protected OpenQuality create() {
        return new OpenQuality();
    }

    @Override
    protected boolean apply(Boolean key, OpenQuality open, QualityInput input) {
        long lastClosed = dayClose.lastClosed(watermark());
        if (input.world() != null) {
            open.asOf = input.world().asOf();
            return true;
        }
        if (input.newest() != null) {
            long day = EventTime.dayOf(input.newest().occurredAt());
            if (day <= lastClosed) {
                return false;
            }
            open.take(input.newest());
            registerTimer(dayClose.closesAt(day));
            return true;
        }
        long day = EventTime.dayOf(input.row().windowEnd()) - 1;
        if (day < lastClosed) {
            return false;
        }
        open.take(input.row());
        registerTimer(dayClose.closesAt(day + 1));
        return true;
    }

    @Override
    protected void emitChanged(Boolean key, OpenQuality open) {}

    @Override
    protected boolean onTimer(long time, Boolean key, OpenQuality open) {
        long day = dayClose.lastClosed(time);
        // The end of a bounded run closes no day that event time had not closed.
        if (watermark() == Long.MAX_VALUE && day >= EventTime.dayOf(open.asOf)) {
            return false;
        }
        open.ages(day).forEach(this::emit);
        open.close(day - 1).forEach(this::emit);
        return true;
    }
}
