package io.tillstream.trends;

import java.util.Arrays;

/**
 * How many different shoppers, or receipts, there were: all of them up to {@value #MOST}, of more
 * the ones with the smallest hashes, by which their number is estimated (bottom-k; off by some 6
 * %). The same in whatever order they come. A Flink POJO: fields are added, never changed.
 */
public class Shoppers {
    static final int MOST = 256;

    /** Hashes, ascending as unsigned numbers; the first {@link #size} of them. */
    public long[] hashes = new long[4];

    /** How many are kept. */
    public int size;

    /** Whether somebody is left out. */
    public boolean sampled;

    /** For Flink. */
    public Shoppers() {}

    /** Takes somebody in. */
    void add(long hash) {
        int place = place(hash);
        if (place < size && hashes[place] == hash) {
            return;
        }
        sampled |= size == MOST;
        if (place == MOST) {
            return;
        }
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        int kept = Math.min(size, MOST - 1);
        System.arraycopy(hashes, place, hashes, place + 1, kept - place);
        hashes[place] = hash;
        size = kept + 1;
    }

    /** Where a hash is, or would be. */
    private int place(long hash) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(hashes[middle], hash) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many there were. */
    double number() {
        if (!sampled) {
            return size;
        }
        double greatest = (hashes[size - 1] >>> 11) * 0x1p-53;
        return Math.max(size, (size - 1) / Math.max(greatest, 0x1p-53));
    }
}
