package io.tillstream.products;

import io.tillstream.events.StockLevel;

/**
 * What moves a stock position: a snapshot, or units sold or returned between two snapshots.
 *
 * @param movement units that came (positive) or went; 0 for a snapshot
 * @param snapshot null for a movement
 */
public record StockSignal(
        String storeId, String productId, long occurredAt, long movement, StockLevel snapshot) {
    static StockSignal of(ProductLine line) {
        return new StockSignal(
                line.storeId(),
                line.productId(),
                line.occurredAt(),
                line.returned() ? line.units() : -line.units(),
                null);
    }

    static StockSignal of(StockLevel level) {
        return new StockSignal(level.storeId(), level.productId(), level.occurredAt(), 0, level);
    }

    StockKey key() {
        return new StockKey(storeId, productId);
    }
}
