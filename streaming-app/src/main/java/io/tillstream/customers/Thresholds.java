package io.tillstream.customers;

import java.util.Arrays;

/**
 * The lowest bins of scores 2 to 5 in each {@link Dimension}: all that a customer's scores need of
 * the population.
 */
final class Thresholds {
    static final int PER_DIMENSION = 4;

    private Thresholds() {}

    /** The score 1 to 5 of figures in a dimension. */
    static int score(long[] thresholds, Dimension dimension, long[] figures) {
        long bin = dimension.bin(figures);
        int from = dimension.ordinal() * PER_DIMENSION;
        int score = 1;
        while (score <= PER_DIMENSION && bin >= thresholds[from + score - 1]) {
            score++;
        }
        return score;
    }

    /** Thresholds under which everybody scores 1: nobody is known to be worse. */
    static long[] ofNobody() {
        long[] thresholds = new long[Dimension.COUNT * PER_DIMENSION];
        Arrays.fill(thresholds, Long.MAX_VALUE);
        return thresholds;
    }
}
