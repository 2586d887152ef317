package io.tillstream.kpis;

import java.util.function.LongPredicate;

/** What the figures need to know of a customer. State: add fields only. */
public class KpiCustomer {
    /** Segments of the days that are open. */
    public KpiSegments segments = new KpiSegments();

    /** The first purchase so far; null before. */
    public KpiEvent first;

    /** Where it counts. */
    public KpiCell firstCell;

    /** Where the customer counts as one, of the days that may be corrected. */
    public KpiCell[] countedIn = {};

    /** What waits until it is known in which segment the customer began the day. */
    public KpiEvent[] waiting = {};

    /** For Flink. */
    public KpiCustomer() {}

    void hold(KpiEvent event) {
        waiting = Few.plus(waiting, event);
    }

    /** Takes out what waited for days that are known now. */
    KpiEvent[] take(LongPredicate isKnown) {
        KpiEvent[] due = Few.where(waiting, event -> isKnown.test(event.segmentDay()));
        waiting = Few.where(waiting, event -> !isKnown.test(event.segmentDay()));
        return due;
    }

    /**
     * Counts what happened; the sums are the same in whatever order it is told.
     *
     * @param correctable days after which nothing is corrected any more
     */
    void count(KpiEvent event, long correctable, KpiSums<KpiCell> sums) {
        KpiCell cell = event.cell(segments.at(event.segmentDay()));
        sums.count(cell, event);
        if (!event.is(KpiEvent.Kind.PURCHASE)) {
            return;
        }
        KpiCell place = DayCell.placeOf(cell, countedIn);
        if (place == null) {
            place = cell;
            countedIn = DayCell.plus(countedIn, cell, correctable);
            sums.add(cell, KpiSums.CUSTOMERS, 1, event);
        }
        if (first == null || event.isBefore(first)) {
            if (first != null) {
                sums.add(firstCell, KpiSums.NEW_CUSTOMERS, -1, first);
            }
            sums.add(place, KpiSums.NEW_CUSTOMERS, 1, event);
            first = event;
            firstCell = place;
        }
    }

    /** True if nothing is known: of those who only look around. */
    boolean isNothing() {
        return first == null
                && segments.names.length == 0
                && countedIn.length == 0
                && waiting.length == 0;
    }
}
