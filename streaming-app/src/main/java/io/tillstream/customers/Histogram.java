package io.tillstream.customers;

import java.util.Arrays;

/**
 * Counts of customers by bin, exact, and able to forget: a customer who moves leaves a bin. One
 * array from the lowest to the highest bin seen, since bins are dense: a count costs no search.
 */
final class Histogram {
    private static final int MARGIN = 1_024;

    private long[] counts = new long[0];
    private long lowest;
    private long total;

    /** Adds customers to a bin, or takes them away. */
    void add(long bin, long customers) {
        if (counts.length == 0 || bin < lowest || bin >= lowest + counts.length) {
            widen(bin);
        }
        counts[(int) (bin - lowest)] += customers;
        total += customers;
    }

    private void widen(long bin) {
        long from = counts.length == 0 ? bin : Math.min(lowest, bin);
        long to = counts.length == 0 ? bin + 1 : Math.max(lowest + counts.length, bin + 1);
        from -= MARGIN;
        long[] wider = new long[Math.toIntExact(to + MARGIN - from)];
        if (counts.length > 0) {
            System.arraycopy(counts, 0, wider, (int) (lowest - from), counts.length);
        }
        counts = wider;
        lowest = from;
    }

    long total() {
        return total;
    }

    /** Hands over every bin that is not empty, in ascending order, with its count. */
    void forEach(BinConsumer consumer) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                consumer.accept(lowest + i, counts[i]);
            }
        }
    }

    /** Takes a bin and the customers in it. */
    interface BinConsumer {
        void accept(long bin, long customers);
    }

    /**
     * The smallest bins of score 2, 3, 4 and 5: score = 1 + floor(5 x share of customers in
     * strictly lower bins). {@link Long#MAX_VALUE} where nobody has that score.
     *
     * @param thresholds receives four bins from {@code offset} on
     */
    void thresholds(long[] thresholds, int offset) {
        Arrays.fill(thresholds, offset, offset + 4, Long.MAX_VALUE);
        long below = 0;
        int score = 1;
        for (int i = 0; i < counts.length && score <= 4; i++) {
            if (counts[i] == 0) {
                continue;
            }
            while (score <= 4 && 5 * below >= score * total) {
                thresholds[offset + score - 1] = lowest + i;
                score++;
            }
            below += counts[i];
        }
    }
}
