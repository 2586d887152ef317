package io.tillstream.monitoring;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.ModelMetricRow;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Tells the share of customers who are in the segment of 30 days before when a day has closed. */
final class SumStability
        extends WriteBackOperator<Boolean, StabilityDays, StabilityStep, ModelMetricRow> {
    private static final long serialVersionUID = 1L;

    /** Steps of the next 30 days: cleared as they come. */
    private static final ValueStateDescriptor<StabilityDays> STABILITY =
            new ValueStateDescriptor<>("stability", StabilityDays.class);

    private final DayClose dayClose;

    SumStability(DayClose dayClose, long flushInterval) {
        super(STABILITY, 1, flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    protected StabilityDays create() {
        return new StabilityDays();
    }

    @Override
    protected boolean apply(Boolean key, StabilityDays days, StabilityStep step) {
        if (step.world() != null) {
            days.asOf = step.world().asOf();
            registerTimer(dayClose.closesAt(EventTime.dayOf(days.asOf) + 1));
        } else {
            days.take(step);
            registerTimer(dayClose.closesAt(step.day() - 1));
        }
        return true;
    }

    @Override
    protected void emitChanged(Boolean key, StabilityDays days) {}

    @Override
    protected boolean onTimer(long time, Boolean key, StabilityDays days) {
        boolean ends = watermark() == Long.MAX_VALUE;
        days.advance(ends ? EventTime.dayOf(days.asOf) : dayClose.lastClosed(time) + 1, this::emit);
        return true;
    }
}
