package io.tillstream.events;

/** A 64-bit hash of a record id, the same on every machine and in every version. */
public final class IdHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private IdHash() {}

    /** FNV-1a over the characters, then MurmurHash3's finaliser, so that all bits are usable. */
    public static long of(int seed, String id) {
        long hash = (FNV_OFFSET ^ seed) * FNV_PRIME;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
