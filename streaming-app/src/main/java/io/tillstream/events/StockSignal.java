package io.tillstream.events;

/**
 * What moves a stock position: a snapshot, or units sold or returned between two snapshots.
 *
 * @param countsAt when it is booked: when it occurred, or if it was late when it was heard of
 * @param movement units that came (positive) or went; 0 for a snapshot
 * @param snapshot null for a movement
 */
public record StockSignal(
        String storeId,
        String productId,
        long occurredAt,
        long countsAt,
        long movement,
        StockLevel snapshot) {
    /** Units sold (negative) or brought back, in time. */
    public static StockSignal movement(
            String storeId, String productId, long occurredAt, long units) {
        return new StockSignal(storeId, productId, occurredAt, occurredAt, units, null);
    }

    /** The same, heard of late. */
    public StockSignal heardAt(long time) {
        return new StockSignal(storeId, productId, occurredAt, time, movement, snapshot);
    }

    /** A snapshot. */
    public static StockSignal of(StockLevel level) {
        return new StockSignal(
                level.storeId(),
                level.productId(),
                level.occurredAt(),
                level.occurredAt(),
                0,
                level);
    }
}
