package io.tillstream.schemas.rows;

/**
 * Table {@code inventory_position}: stock of a product in a store, and what to do about it.
 *
 * @param storeId the store
 * @param productId the product
 * @param onHand units in stock, negative where more was sold than booked in
 * @param onOrder units on their way, null if unknown
 * @param asOf time of the last snapshot or movement
 * @param daysOfCover days until the stock is used up at the expected demand, 365 at most; null
 *     until demand is forecast
 * @param reorderPoint stock, with what is on its way, at which to order again, null if unknown
 * @param suggestedOrderQuantity units to order now, null until demand is forecast
 * @param version grows with every change of the position
 */
public record InventoryRow(
        String storeId,
        String productId,
        long onHand,
        Long onOrder,
        long asOf,
        Double daysOfCover,
        Long reorderPoint,
        Long suggestedOrderQuantity,
        long version)
        implements Row {
    /** Primary key of {@code inventory_position}. */
    public record Key(String storeId, String productId) {}

    @Override
    public Key key() {
        return new Key(storeId, productId);
    }
}
