package io.tillstream.events;

/**
 * What moves a stock position: a snapshot, or units sold or returned between two snapshots.
 *
 * @param movement units that came (positive) or went; 0 for a snapshot
 * @param snapshot null for a movement
 */
public record StockSignal(
        String storeId, String productId, long occurredAt, long movement, StockLevel snapshot) {
    /** Units sold (negative) or brought back. */
    public static StockSignal movement(
            String storeId, String productId, long occurredAt, long units) {
        return new StockSignal(storeId, productId, occurredAt, units, null);
    }

    /** A snapshot. */
    public static StockSignal of(StockLevel level) {
        return new StockSignal(level.storeId(), level.productId(), level.occurredAt(), 0, level);
    }
}
