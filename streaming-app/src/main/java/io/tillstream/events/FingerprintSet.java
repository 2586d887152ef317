package io.tillstream.events;

/**
 * The ids seen lately, as 64-bit fingerprints in one open-addressing table: 13 to 40 bytes an id.
 * Each holds 52 bits of the id's hash and the day (modulo 4,096) after which it is forgotten; with
 * the 10 bits that chose the bucket, 62 bits tell two ids apart, so that among n ids a new one is
 * taken for a duplicate with probability n / 2^62.
 */
final class FingerprintSet {
    /** At most so many days apart two days can be told from each other. */
    static final int MAX_LIFE = 2_047;

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
     * Adds a fingerprint; an id that was there for more than its life gets its new day.
     *
     * @param life days for which an id is remembered, up to {@link #MAX_LIFE}
     * @return false if the id was there already, and not for longer than that
     */
    boolean add(long fingerprint, int life) {
        if (size * 5L >= table.length * 3L) {
            resize(table.length * 2);
        }
        int mask = table.length - 1;
        int slot = slot(fingerprint, mask);
        while (table[slot] != EMPTY) {
            if (((table[slot] ^ fingerprint) & ~DAY_MASK) == 0) {
                long age = (fingerprint - table[slot]) & DAY_MASK;
                if (age <= life || age > MAX_LIFE) {
                    return false;
                }
                table[slot] = fingerprint;
                return true;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = fingerprint;
        size++;
        return true;
    }

    /** Forgets the ids of one day, and gives back the room if most of it is free then. */
    void forget(long day) {
        int slot = 0;
        while (slot < table.length) {
            if (table[slot] != EMPTY && ((table[slot] ^ day) & DAY_MASK) == 0) {
                // Another one may have moved here.
                remove(slot);
            } else {
                slot++;
            }
        }
        if (size * 5L < table.length && table.length > MIN_CAPACITY) {
            resize(capacityFor(size));
        }
    }

    /**
     * Frees a slot and moves up those behind it that would not be found any more (Knuth, The Art of
     * Computer Programming, vol. 3, 6.4, algorithm R).
     */
    private void remove(int removed) {
        int mask = table.length - 1;
        int free = removed;
        for (int next = (free + 1) & mask; table[next] != EMPTY; next = (next + 1) & mask) {
            int distanceFromHome = (next - slot(table[next], mask)) & mask;
            if (distanceFromHome >= ((next - free) & mask)) {
                table[free] = table[next];
                free = next;
            }
        }
        table[free] = EMPTY;
        size--;
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
                add(fingerprint, MAX_LIFE);
            }
        }
    }

    private static int slot(long fingerprint, int mask) {
        long bits = fingerprint >>> DAY_BITS;
        return (int) (bits ^ (bits >>> 26)) & mask;
    }
}
