package io.tillstream.kpis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        waiting = Arrays.copyOf(waiting, waiting.length + 1);
        waiting[waiting.length - 1] = event;
    }

    /** Takes out what waited for days that are known now. */
    List<KpiEvent> take(LongPredicate isKnown) {
        List<KpiEvent> due = new ArrayList<>();
        List<KpiEvent> later = new ArrayList<>();
        for (KpiEvent event : waiting) {
            (isKnown.test(event.segmentDay()) ? due : later).add(event);
        }
        waiting = later.toArray(new KpiEvent[0]);
        return due;
    }

    /**
     * Counts what happened; the sums are the same in whatever order it is told.
     *
     * @param correctable days after which nothing is corrected any more
     */
    void count(KpiEvent event, long correctable, KpiSums sums) {
        KpiCell cell = event.cell(segments.at(event.segmentDay()));
        sums.count(cell, event);
        if (!event.is(KpiEvent.Kind.PURCHASE)) {
            return;
        }
        KpiCell place = placeOf(cell);
        if (place == null) {
            place = cell;
            meet(cell, correctable);
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

    /** Where the customer was counted on that day in that store; null if not yet. */
    private KpiCell placeOf(KpiCell cell) {
        for (KpiCell counted : countedIn) {
            if (counted.isSamePlace(cell)) {
                return counted;
            }
        }
        return null;
    }

    private void meet(KpiCell cell, long correctable) {
        long newest = cell.day();
        for (KpiCell counted : countedIn) {
            newest = Math.max(newest, counted.day());
        }
        List<KpiCell> cells = new ArrayList<>();
        for (KpiCell counted : countedIn) {
            if (counted.day() >= newest - correctable) {
                cells.add(counted);
            }
        }
        cells.add(cell);
        countedIn = cells.toArray(new KpiCell[0]);
    }

    /** True if nothing is known: of those who only look around. */
    boolean isNothing() {
        return first == null
                && segments.names.length == 0
                && countedIn.length == 0
                && waiting.length == 0;
    }
}
