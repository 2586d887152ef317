package io.tillstream.customers;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gathers the moves of many customers into one delta a day, before they are sent to the one place
 * that keeps the population.
 */
final class PopulationMoves {
    /** Base of a ledger: what is closed. */
    static final long CLOSED = Long.MIN_VALUE;

    private final Map<Long, Map<Long, Long>> byDay = new TreeMap<>();

    /**
     * Adds (sign 1) or takes back (sign -1) the whole trace of a ledger: its closed position, and
     * for each open day the move from the position before it. The difference of two traces is what
     * an event changed, in whatever order events came.
     */
    void add(CustomerLedger ledger, int sign) {
        long[] before = ledger.closed;
        move(CLOSED, null, before, sign);
        for (long day : ledger.openDays()) {
            long[] after = ledger.asOf(day);
            move(day, before, after, sign);
            before = after;
        }
    }

    private void move(long day, long[] from, long[] to, int sign) {
        Map<Long, Long> cells = byDay.computeIfAbsent(day, d -> new HashMap<>());
        if (from != null) {
            place(cells, from, -sign);
        }
        place(cells, to, sign);
    }

    private static void place(Map<Long, Long> cells, long[] figures, long sign) {
        if (figures[Figures.PURCHASES] == 0) {
            return;
        }
        for (Dimension dimension : Dimension.values()) {
            long cell = dimension.bin(figures) * Dimension.COUNT + dimension.ordinal();
            cells.merge(cell, sign, PopulationMoves::sumOrNothing);
        }
    }

    private static Long sumOrNothing(long a, long b) {
        return a + b == 0 ? null : Long.valueOf(a + b);
    }

    /** Hands over what has been gathered and starts anew. */
    void drain(Consumer<PopulationDelta> consumer) {
        byDay.forEach(
                (day, cells) -> {
                    if (!cells.isEmpty()) {
                        consumer.accept(delta(day, cells));
                    }
                });
        byDay.clear();
    }

    static PopulationDelta delta(long day, Map<Long, Long> cells) {
        long[] keys = new long[cells.size()];
        long[] customers = new long[cells.size()];
        int i = 0;
        for (Map.Entry<Long, Long> cell : cells.entrySet()) {
            keys[i] = cell.getKey();
            customers[i++] = cell.getValue();
        }
        return new PopulationDelta(day, keys, customers);
    }
}
