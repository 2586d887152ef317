package io.tillstream.events;

/**
 * The ids seen lately, as 64-bit fingerprints in one open-addressing table: 13 to 27 bytes an id.
 * Each holds 52 bits of the id's hash and the day (modulo 4,096) after which it is forgotten; with
 * the 10 bits that chose the bucket, 62 bits tell two ids apart, so that among n ids a new one is
 * taken for a duplicate with probability n / 2^62.
 */
final class FingerprintSet {
    private static final long EMPTY = 0;
    private static final int DAY_BITS = 12;
    private static final long DAY_MASK = (1L << DAY_BITS) - 1;
    private static final int MIN_CAPACITY = 16;

    private long[] table = new long[MIN_CAPACITY];
    private int size;

    /** The fingerprint of an id's hash, to be forgotten with the given day. */
    static long fingerprint(long idHash, long day) {
        long id = idHash & ~DAY_MASK;
        return (id == 0 ? 1L << DAY_BITS : id) | (day & DAY_MASK);
    }

    /**
     * Adds a fingerprint.
     *
     * @return false if the id was there already, whatever its day
     */
    boolean add(long fingerprint) {
        if (size * 5L >= table.length * 3L) {
            resize(table.length * 2);
        }
        int mask = table.length - 1;
        int slot = slot(fingerprint, mask);
        while (table[slot] != EMPTY) {
            if (((table[slot] ^ fingerprint) & ~DAY_MASK) == 0) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = fingerprint;
        size++;
        return true;
    }

    /** Forgets the ids of one day. */
    void forget(long day) {
        long[] old = table;
        int kept = 0;
        for (long fingerprint : old) {
            kept += isOf(fingerprint, day) ? 0 : 1;
        }
        size = 0;
        table = new long[capacityFor(kept)];
        for (long fingerprint : old) {
            if (!isOf(fingerprint, day)) {
                add(fingerprint);
            }
        }
    }

    /** True for what a day's end empties: its fingerprints, and free slots. */
    private static boolean isOf(long fingerprint, long day) {
        return fingerprint == EMPTY || (fingerprint & DAY_MASK) == (day & DAY_MASK);
    }

    int size() {
        return size;
    }

    private static int capacityFor(int count) {
        int capacity = MIN_CAPACITY;
        while (count * 5L >= capacity * 3L) {
            capacity *= 2;
        }
        return capacity;
    }

    private void resize(int capacity) {
        long[] old = table;
        table = new long[capacity];
        size = 0;
        for (long fingerprint : old) {
            if (fingerprint != EMPTY) {
                add(fingerprint);
            }
        }
    }

    private static int slot(long fingerprint, int mask) {
        long bits = fingerprint >>> DAY_BITS;
        return (int) (bits ^ (bits >>> 26)) & mask;
    }
}
