package io.tillstream.events;

import java.util.Arrays;

/**
 * How many values lie where: counts in {@link LogBins}, 16 an octave, so that a bin is no wider
 * than 6.25 % of its values; whole numbers below 32 have one each. Distributions add up in whatever
 * order with the same result, and have at most 1,900 bins. (KLL and t-digest, which would be as
 * small, answer by chance or by the order of what they were given.)
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class Distribution {
    private static final LogBins BINS = new LogBins(5);

    /** Numbers of the bins that hold something, ascending. */
    public int[] bins = {};

    /** How many values each holds. */
    public long[] counts = {};

    /** Of nothing; also for Flink. */
    public Distribution() {}

    /** Adds values that are the same. */
    public void add(long value, long times) {
        addToBin(Math.toIntExact(BINS.of(value)), times);
    }

    private void addToBin(int bin, long times) {
        int at = Arrays.binarySearch(bins, bin);
        if (at < 0) {
            at = -at - 1;
            bins = Arrays.copyOf(bins, bins.length + 1);
            counts = Arrays.copyOf(counts, bins.length);
            System.arraycopy(bins, at, bins, at + 1, bins.length - 1 - at);
            System.arraycopy(counts, at, counts, at + 1, bins.length - 1 - at);
            bins[at] = bin;
            counts[at] = 0;
        }
        counts[at] += times;
    }

    /** Adds the values of another. */
    public void add(Distribution other) {
        for (int i = 0; i < other.bins.length; i++) {
            addToBin(other.bins[i], other.counts[i]);
        }
    }

    /** How many values it is of. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The value up to which a share of all values lie, up to 6.25 % too far from 0.
     *
     * @param share above 0, up to 1
     */
    public long quantile(double share) {
        long wanted = (long) Math.ceil(share * total());
        long reached = 0;
        for (int i = 0; i < bins.length; i++) {
            reached += counts[i];
            if (reached >= wanted) {
                return BINS.farthest(bins[i]);
            }
        }
        throw new IllegalStateException("of nothing");
    }
}
