package io.tillstream.kpis;

import io.tillstream.schemas.rows.CategorySegmentRow;
import java.time.Duration;

/** Adds up the figures of each category, brand and segment. */
final class SumCategories extends SumDays<CategoryCell, CategoryDelta, CategorySegmentRow> {
    private static final long serialVersionUID = 1L;

    SumCategories(Duration retention, long flushInterval) {
        super("category-day", retention, flushInterval);
    }

    @Override
    protected void emitChanged(CategoryCell cell, KpiDay day) {
        emit(
                new CategorySegmentRow(
                        cell.day(),
                        cell.category(),
                        cell.brand(),
                        cell.segment(),
                        day.figure(KpiSums.ORDERS),
                        day.figure(KpiSums.UNITS),
                        day.figure(KpiSums.RETURNED_UNITS),
                        day.figure(KpiSums.GROSS),
                        day.figure(KpiSums.NET),
                        day.figure(KpiSums.CUSTOMERS),
                        day.newest));
    }
}
