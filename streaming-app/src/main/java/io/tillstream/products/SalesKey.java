package io.tillstream.products;

import io.tillstream.events.Channel;

/**
 * A product in a store and channel on a day.
 *
 * @param channel ordinal of a {@link Channel}
 * @param day epoch day
 */
public record SalesKey(String productId, String storeId, int channel, long day) {
    /** Spelt out: the hash places state, and that of records may change with the JDK. */
    @Override
    public int hashCode() {
        int hash = productId.hashCode();
        hash = 31 * hash + storeId.hashCode();
        hash = 31 * hash + channel;
        return 31 * hash + Long.hashCode(day);
    }

    /** Spelt out as {@link #hashCode} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SalesKey that
                && day == that.day
                && channel == that.channel
                && productId.equals(that.productId)
                && storeId.equals(that.storeId);
    }
}
