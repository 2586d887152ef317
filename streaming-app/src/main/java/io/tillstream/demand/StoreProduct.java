package io.tillstream.demand;

/** A product in a store. */
public record StoreProduct(String storeId, String productId) {
    /** Spelt out: the hash places state, and that of records may change with the JDK. */
    @Override
    public int hashCode() {
        // Large odd factors: ids that count up in similar strings collide by the usual 31.
        return (storeId.hashCode() * 0x9E3779B1 + productId.hashCode()) * 0x85EBCA6B;
    }

    /** Spelt out as {@link #hashCode} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StoreProduct that
                && storeId.equals(that.storeId)
                && productId.equals(that.productId);
    }
}
