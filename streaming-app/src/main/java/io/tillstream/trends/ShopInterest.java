package io.tillstream.trends;

import io.tillstream.events.IdHash;

/**
 * Somebody looked at a product, bought it, or searched for a subject.
 *
 * @param hour since 1970 in which it counts
 * @param signal by which it is seen
 * @param name the product, or the subject of a search; null of a search for whatever it was, and if
 *     it is only told that there was something in the hour
 * @param who hash of the session, or of the receipt
 */
public record ShopInterest(long hour, Signal signal, String name, long who) {
    /** Parts of products and subjects; never changed, since state is kept by them. */
    static final int SHELVES = 16;

    private static final int SEED = 68;

    static ShopInterest viewed(long hour, String productId, String sessionId) {
        return new ShopInterest(hour, Signal.VIEWS, productId, IdHash.of(SEED, sessionId));
    }

    static ShopInterest bought(long hour, String productId, long receipt) {
        return new ShopInterest(hour, Signal.SALES, productId, receipt);
    }

    static ShopInterest searched(long hour, String subject, String sessionId) {
        return new ShopInterest(hour, Signal.SEARCHES, subject, IdHash.of(SEED, sessionId));
    }

    /** A session searched, for whatever. */
    static ShopInterest searched(long hour, String sessionId) {
        return searched(hour, null, sessionId);
    }

    /** Tells that there was something in an hour. */
    static ShopInterest somewhere(long hour) {
        return new ShopInterest(hour, Signal.VIEWS, null, 0);
    }

    /** Where a product or subject is counted, or a session that searched. */
    int shelf() {
        long hash = name == null ? who : IdHash.of(SEED, name);
        return (int) Long.remainderUnsigned(hash, SHELVES);
    }
}
