package io.tillstream.models.recommend;

import java.util.Arrays;

/** Counts of a few out of many numbers: an open-addressing hash map without boxes. */
final class SparseCounts {
    private static final int FREE = -1;

    private int[] keys;
    private int[] counts;
    private int size;

    SparseCounts() {
        keys = freeKeys(8);
        counts = new int[8];
    }

    /** Takes what stands in the map. */
    interface Visitor {
        void visit(int key, int count);
    }

    void increment(int key) {
        int slot = slot(keys, key);
        if (keys[slot] == FREE) {
            if (4 * (size + 1) > 3 * keys.length) {
                grow();
                slot = slot(keys, key);
            }
            keys[slot] = key;
            size++;
        }
        counts[slot]++;
    }

    /** 0 for a key that is not there. */
    int get(int key) {
        int slot = slot(keys, key);
        return keys[slot] == FREE ? 0 : counts[slot];
    }

    /** Visits all of them in no order that means anything, but always the same. */
    void forEach(Visitor visitor) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != FREE) {
                visitor.visit(keys[slot], counts[slot]);
            }
        }
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = freeKeys(oldKeys.length * 2);
        counts = new int[keys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != FREE) {
                int slot = slot(keys, oldKeys[old]);
                keys[slot] = oldKeys[old];
                counts[slot] = oldCounts[old];
            }
        }
    }

    private static int[] freeKeys(int length) {
        int[] free = new int[length];
        Arrays.fill(free, FREE);
        return free;
    }

    /** Where the key stands, or would stand; lengths are powers of two. */
    private static int slot(int[] keys, int key) {
        int mask = keys.length - 1;
        int slot = ((key * 0x9E3779B9) >>> 7) & mask;
        while (keys[slot] != FREE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
