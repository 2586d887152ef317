package io.tillstream.trends;

import io.tillstream.events.IdHash;
import java.util.List;

/**
 * SimHash of a text (Charikar 2002; Manku et al. 2007 for near-duplicates): 64 bits of which texts
 * that share most pairs of neighbouring words share most.
 */
final class Fingerprint {
    /** Bits by which copies of a text may differ; of unrelated texts half of all bits do. */
    static final int MOST_BITS = 6;

    private static final int SEED = 64;

    private Fingerprint() {}

    /** The fingerprint of words in their order; without any, that of what is given instead. */
    static long of(List<String> words, String instead) {
        if (words.isEmpty()) {
            return IdHash.of(SEED, instead);
        }
        int[] votes = new int[Long.SIZE];
        long before = IdHash.of(SEED, words.get(0));
        vote(votes, before);
        for (int i = 1; i < words.size(); i++) {
            long word = IdHash.of(SEED, words.get(i));
            vote(votes, before * 31 + word);
            before = word;
        }
        long bits = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            bits |= votes[i] > 0 ? 1L << i : 0;
        }
        return bits;
    }

    private static void vote(int[] votes, long hash) {
        for (int i = 0; i < Long.SIZE; i++) {
            votes[i] += (hash >>> i & 1) == 1 ? 1 : -1;
        }
    }

    /** Whether two texts are about the same. */
    static boolean alike(long a, long b) {
        return Long.bitCount(a ^ b) <= MOST_BITS;
    }
}
