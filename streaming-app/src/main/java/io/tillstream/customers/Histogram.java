package io.tillstream.customers;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts of customers by bin, exact, and able to forget: a customer who moves leaves a bin. */
final class Histogram {
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long total;

    /** Adds customers to a bin, or takes them away. */
    void add(long bin, long customers) {
        total += customers;
        long count = counts.merge(bin, customers, Long::sum);
        if (count == 0) {
            counts.remove(bin);
        }
    }

    long total() {
        return total;
    }

    Map<Long, Long> counts() {
        return counts;
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
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            while (score <= 4 && 5 * below >= score * total) {
                thresholds[offset + score - 1] = entry.getKey();
                score++;
            }
            below += entry.getValue();
        }
    }
}
