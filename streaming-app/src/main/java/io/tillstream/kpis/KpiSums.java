package io.tillstream.kpis;

import java.util.HashMap;
import java.util.Map;

/**
 * Figures by cell that are on their way to the sums.
 *
 * @param <C> cell
 */
final class KpiSums<C> {
    static final int ORDERS = 0;
    static final int UNITS = 1;
    static final int RETURNED_UNITS = 2;
    static final int GROSS = 3;
    static final int NET = 4;
    static final int RETURNED = 5;
    static final int CUSTOMERS = 6;
    static final int NEW_CUSTOMERS = 7;
    static final int VISITS = 8;

    /** The order is that of state: add at the end only. */
    static final int COUNT = 9;

    /** Where sums go. */
    interface To<C> {
        /**
         * Takes the figures of a cell.
         *
         * @param newest event time of the newest event that counts, epoch milliseconds
         */
        void accept(C cell, long[] figures, long newest);
    }

    private final Map<C, long[]> sums = new HashMap<>();
    private final Map<C, Long> newest = new HashMap<>();

    /**
     * Adds to a figure.
     *
     * @param event for which it counts in this cell
     */
    void add(C cell, int figure, long amount, KpiEvent event) {
        sums.computeIfAbsent(cell, c -> new long[COUNT])[figure] += amount;
        newest.merge(cell, event.countsAt(), Math::max);
    }

    /** Counts what happened, whoever it was. */
    void count(C cell, KpiEvent event) {
        if (event.is(KpiEvent.Kind.VISIT)) {
            add(cell, VISITS, event.units(), event);
        } else if (event.is(KpiEvent.Kind.RETURN)) {
            add(cell, RETURNED_UNITS, event.units(), event);
            add(cell, RETURNED, event.net(), event);
            add(cell, NET, -event.net(), event);
        } else {
            add(cell, ORDERS, 1, event);
            add(cell, UNITS, event.units(), event);
            add(cell, GROSS, event.gross(), event);
            add(cell, NET, event.net(), event);
        }
    }

    /** Hands over all figures and begins anew. */
    void take(To<C> to) {
        sums.forEach((cell, sum) -> to.accept(cell, sum, newest.get(cell)));
        sums.clear();
        newest.clear();
    }
}
