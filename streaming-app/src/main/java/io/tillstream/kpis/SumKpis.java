package io.tillstream.kpis;

import io.tillstream.events.Channel;
import io.tillstream.schemas.rows.KpiDailyRow;
import java.time.Duration;

/** Adds up the figures of each store. */
final class SumKpis extends SumDays<KpiCell, KpiDelta, KpiDailyRow> {
    private static final long serialVersionUID = 1L;

    SumKpis(Duration retention, long flushInterval) {
        super("kpi-day", retention, flushInterval);
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
