package io.tillstream.events;

/**
 * A snapshot of the stock of a product in a store.
 *
 * @param onHand units, may be negative
 * @param onOrder units; nullable
 * @param reorderPoint units; nullable
 */
public record StockLevel(
        String storeId,
        String productId,
        long onHand,
        Long onOrder,
        Long reorderPoint,
        long occurredAt)
        implements InputEvent {}
