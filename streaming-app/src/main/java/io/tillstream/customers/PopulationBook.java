package io.tillstream.customers;

import io.tillstream.events.Distribution;
import io.tillstream.events.FeatureDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distributions of all known customers over the three scales: as of the last closed day, and as
 * of now.
 *
 * <p>Counts are exact and customers who move leave their old bin. Days, frequencies and sums to the
 * cent are exact too, sums of more than 167,000 to 0.000012 % (see {@link Dimension#BINS}): ranks
 * are wrong only by customers whose sums differ by less.
 *
 * <p>Size: the book depends on the number of different bins, not of customers, 1 KB a page of 128
 * neighbours. 100 million customers with sums up to 100,000 fill 80,000 pages at most, 80 MB. What
 * reaches the book is pre-summed per subtask and flush, so that one instance takes the moves of
 * millions of purchases a second; each customer's own ledger stays where the customer is keyed, at
 * any parallelism.
 */
final class PopulationBook {
    private final Histogram[] closed = histograms();
    private final Histogram[] now = histograms();
    private final TreeMap<Long, Map<Long, Long>> open = new TreeMap<>();

    private static Histogram[] histograms() {
        Histogram[] histograms = new Histogram[Dimension.COUNT];
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] = new Histogram();
        }
        return histograms;
    }

    /** Takes moves. Those of days up to {@code lastClosed} are corrections and count at once. */
    void apply(PopulationDelta delta, long lastClosed) {
        boolean isOpen = delta.day() != PopulationMoves.CLOSED && delta.day() > lastClosed;
        Map<Long, Long> cells =
                isOpen ? open.computeIfAbsent(delta.day(), d -> new HashMap<>()) : null;
        for (int i = 0; i < delta.cells().length; i++) {
            long cell = delta.cells()[i];
            long customers = delta.customers()[i];
            place(now, cell, customers);
            if (isOpen) {
                cells.merge(cell, customers, Long::sum);
            } else {
                place(closed, cell, customers);
            }
        }
    }

    private static void place(Histogram[] histograms, long cell, long customers) {
        int dimension = (int) Math.floorMod(cell, (long) Dimension.COUNT);
        histograms[dimension].add(Math.floorDiv(cell, (long) Dimension.COUNT), customers);
    }

    /** The earliest day with open moves; {@link Long#MAX_VALUE} if there is none. */
    long firstOpenDay() {
        return open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    }

    /** Closes the earliest open day: its moves count from now on. */
    void closeFirst() {
        open.pollFirstEntry().getValue().forEach((cell, count) -> place(closed, cell, count));
        for (int i = 0; i < Dimension.COUNT; i++) {
            closed[i].trim();
            now[i].trim();
        }
    }

    /** Customers known as of the last closed day. */
    long knownClosed() {
        return closed[0].total();
    }

    /** Customers known now. */
    long known() {
        return now[0].total();
    }

    /** {@link Thresholds} as of the last closed day. */
    long[] closedThresholds() {
        return thresholds(closed);
    }

    /** How all customers are distributed as of a closed day. */
    List<FeatureDay> closedFeatures(long day) {
        List<FeatureDay> features = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            Distribution values = new Distribution();
            closed[dimension.ordinal()].forEach(
                    (bin, customers) -> values.add(dimension.value(bin, day), customers));
            features.add(new FeatureDay(dimension.label(), day, values));
        }
        return features;
    }

    /** {@link Thresholds} as of now. */
    long[] thresholds() {
        return thresholds(now);
    }

    private static long[] thresholds(Histogram[] histograms) {
        long[] thresholds = Thresholds.ofNobody();
        for (int i = 0; i < histograms.length; i++) {
            histograms[i].thresholds(thresholds, i * Thresholds.PER_DIMENSION);
        }
        return thresholds;
    }

    /** What the book holds, as deltas that rebuild it. */
    Iterable<PopulationDelta> contents() {
        TreeMap<Long, PopulationDelta> contents = new TreeMap<>();
        Map<Long, Long> base = new HashMap<>();
        for (int i = 0; i < closed.length; i++) {
            int dimension = i;
            closed[i].forEach((bin, n) -> base.put(bin * Dimension.COUNT + dimension, n));
        }
        contents.put(PopulationMoves.CLOSED, PopulationMoves.delta(PopulationMoves.CLOSED, base));
        open.forEach((day, cells) -> contents.put(day, PopulationMoves.delta(day, cells)));
        return contents.values();
    }
}
