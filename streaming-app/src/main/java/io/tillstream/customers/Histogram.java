package io.tillstream.customers;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of customers by bin, exact, and able to forget: a customer who moves leaves a bin. Bins
 * lie in pages of neighbours, since they are dense where customers are: a count costs a search
 * among the pages, and a walk over all of them passes by what no threshold lies in.
 */
final class Histogram {
    private static final int PAGE_BITS = 7;
    private static final int PAGE = 1 << PAGE_BITS;

    private final TreeMap<Long, Page> pages = new TreeMap<>();
    private long total;

    private static final class Page {
        final long[] counts = new long[PAGE];
        long total;

        boolean isEmpty() {
            for (long count : counts) {
                if (count != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Adds customers to a bin, or takes them away. */
    void add(long bin, long customers) {
        Page page = pages.computeIfAbsent(bin >> PAGE_BITS, number -> new Page());
        page.counts[(int) (bin & (PAGE - 1))] += customers;
        page.total += customers;
        total += customers;
    }

    /**
     * Gives back pages that nobody is on; not at each move, since others come to where one left.
     */
    void trim() {
        pages.values().removeIf(page -> page.total == 0 && page.isEmpty());
    }

    long total() {
        return total;
    }

    /** Hands over every bin that is not empty, in ascending order, with its count. */
    void forEach(BinConsumer consumer) {
        pages.forEach(
                (number, page) -> {
                    for (int i = 0; i < PAGE; i++) {
                        if (page.counts[i] != 0) {
                            consumer.accept((number << PAGE_BITS) + i, page.counts[i]);
                        }
                    }
                });
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
        Arrays.fill(thresholds, offset, offset + Thresholds.PER_DIMENSION, Long.MAX_VALUE);
        long below = 0;
        int score = 1;
        for (Map.Entry<Long, Page> entry : pages.entrySet()) {
            Page page = entry.getValue();
            if (score > Thresholds.PER_DIMENSION) {
                return;
            }
            if (5 * (below + page.total) < score * total) {
                below += page.total;
                continue;
            }
            for (int i = 0; i < PAGE; i++) {
                if (page.counts[i] == 0) {
                    continue;
                }
                while (score <= Thresholds.PER_DIMENSION && 5 * below >= score * total) {
                    thresholds[offset + score - 1] = (entry.getKey() << PAGE_BITS) + i;
                    score++;
                }
                below += page.counts[i];
            }
        }
    }
}
