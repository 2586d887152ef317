package io.tillstream.kpis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Figures by cell that are on their way to the sums. */
final class KpiSums {
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

    private final Map<KpiCell, long[]> sums = new HashMap<>();

    void add(KpiCell cell, int figure, long amount) {
        sums.computeIfAbsent(cell, c -> new long[COUNT])[figure] += amount;
    }

    /** Counts what happened, whoever it was. */
    void count(KpiCell cell, KpiEvent event) {
        if (event.is(KpiEvent.Kind.VISIT)) {
            add(cell, VISITS, event.units());
        } else if (event.is(KpiEvent.Kind.RETURN)) {
            add(cell, RETURNED_UNITS, event.units());
            add(cell, RETURNED, event.net());
            add(cell, NET, -event.net());
        } else {
            add(cell, ORDERS, 1);
            add(cell, UNITS, event.units());
            add(cell, GROSS, event.gross());
            add(cell, NET, event.net());
        }
    }

    /** Hands over all figures and begins anew. */
    void take(BiConsumer<KpiCell, long[]> to) {
        sums.forEach(to);
        sums.clear();
    }
}
