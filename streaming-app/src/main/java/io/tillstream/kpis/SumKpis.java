package io.tillstream.kpis;

import io.tillstream.events.Channel;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.KpiDailyRow;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Adds up the figures of each cell. */
final class SumKpis extends WriteBackOperator<KpiCell, KpiDay, KpiDelta, KpiDailyRow> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_CELLS = 20_000;

    /**
     * @param retention how long a day takes corrections; the intake refuses older events
     */
    SumKpis(Duration retention, long flushInterval) {
        super(days(retention), CACHED_CELLS, flushInterval);
    }

    /**
     * Twice the retention, since time to live runs on the wall clock, which a stopped job loses.
     */
    private static ValueStateDescriptor<KpiDay> days(Duration retention) {
        ValueStateDescriptor<KpiDay> descriptor =
                new ValueStateDescriptor<>("kpi-day", KpiDay.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(retention.multipliedBy(2))
                        .cleanupInRocksdbCompactFilter(1_000)
                        .build());
        return descriptor;
    }

    @Override
    protected KpiDay create() {
        return new KpiDay();
    }

    @Override
    protected boolean apply(KpiCell cell, KpiDay day, KpiDelta delta) {
        day.add(delta.figures(), delta.newest());
        return true;
    }

    @Override
    protected void emitChanged(KpiCell cell, KpiDay day) {
        emit(
                new KpiDailyRow(
                        cell.day(),
                        Channel.of(cell.channel()).label(),
                        cell.storeId(),
                        cell.segment(),
                        day.figure(KpiSums.ORDERS),
                        day.figure(KpiSums.UNITS),
                        day.figure(KpiSums.RETURNED_UNITS),
                        day.figure(KpiSums.GROSS),
                        day.figure(KpiSums.NET),
                        day.figure(KpiSums.RETURNED),
                        day.figure(KpiSums.CUSTOMERS),
                        day.figure(KpiSums.NEW_CUSTOMERS),
                        day.figure(KpiSums.VISITS),
                        day.newest));
    }
}
