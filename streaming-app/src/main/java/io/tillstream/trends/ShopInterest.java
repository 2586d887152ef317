package io.tillstream.trends;

import io.tillstream.events.IdHash;

/**
 * Somebody looked at a product, or bought it.
 *
 * @param hour since 1970 in which it counts
 * @param productId null if it is only told that there was something in the hour
 * @param who hash of the session, or of the receipt
 */
public record ShopInterest(long hour, String productId, boolean bought, long who) {
    /** Parts of the products; never changed, since state is kept by them. */
    static final int SHELVES = 16;

    private static final int SEED = 68;

    static ShopInterest viewed(long hour, String productId, String sessionId) {
        return new ShopInterest(hour, productId, false, IdHash.of(SEED, sessionId));
    }

    static ShopInterest bought(long hour, String productId, long receipt) {
        return new ShopInterest(hour, productId, true, receipt);
    }

    /** Tells that there was something in an hour. */
    static ShopInterest somewhere(long hour) {
        return new ShopInterest(hour, null, false, 0);
    }

    /** Where a product is counted. */
    int shelf() {
        return (int) Long.remainderUnsigned(IdHash.of(SEED, productId), SHELVES);
    }
}
