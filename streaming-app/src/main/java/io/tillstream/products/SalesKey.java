package io.tillstream.products;

import io.tillstream.events.Channel;

/**
 * A product in a store and channel on a day.
 *
 * @param channel ordinal of a {@link Channel}
 * @param day epoch day
 */
public record SalesKey(String productId, String storeId, int channel, long day) {
    /**
     * Spelt out: the hash places state, and that of records may change with the JDK. With large odd
     * factors, because ids that count up in similar strings collide by the usual 31.
     */
    @Override
    public int hashCode() {
        int hash = productId.hashCode() * 0x9E3779B1;
        hash = (hash + storeId.hashCode()) * 0x85EBCA6B;
        return (hash + Long.hashCode(day) * 2 + channel) * 0xC2B2AE35;
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
