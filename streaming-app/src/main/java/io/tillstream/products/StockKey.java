package io.tillstream.products;

/** A product in a store. */
public record StockKey(String storeId, String productId) {
    /** Spelt out: the hash places state, and that of records may change with the JDK. */
    @Override
    public int hashCode() {
        return 31 * storeId.hashCode() + productId.hashCode();
    }

    /** Spelt out as {@link #hashCode} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StockKey that
                && storeId.equals(that.storeId)
                && productId.equals(that.productId);
    }
}
