package io.tillstream.monitoring;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.ModelMetricRow;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Adds up the revenue of closed days and tells when it is no longer what it was. One instance. */
final class WatchRevenue
        extends WriteBackOperator<Boolean, RevenueDays, ClosedSales, ModelMetricRow> {
    private static final long serialVersionUID = 1L;

    /** 112 days. */
    private static final ValueStateDescriptor<RevenueDays> REVENUE =
            new ValueStateDescriptor<>("revenue-days", RevenueDays.class);

    private final DayClose dayClose;

    WatchRevenue(DayClose dayClose, long flushInterval) {
        super(REVENUE, 1, flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    protected RevenueDays create() {
        return new RevenueDays();
    }

    @Override
    protected boolean apply(Boolean key, RevenueDays days, ClosedSales sales) {
        days.add(sales.day(), sales.net());
        registerTimer(dayClose.closesAt(sales.day()));
        return true;
    }

    @Override
    protected void emitChanged(Boolean key, RevenueDays days) {}

    @Override
    protected boolean onTimer(long time, Boolean key, RevenueDays days) {
        long day = dayClose.lastClosed(time);
        // The end of a bounded run does not make the newest day a whole one.
        if (watermark() == Long.MAX_VALUE && day >= days.newest()) {
            return false;
        }
        days.close(day).forEach(this::emit);
        return true;
    }
}
