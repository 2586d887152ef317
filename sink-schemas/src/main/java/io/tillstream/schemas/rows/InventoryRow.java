package io.tillstream.schemas.rows;

/**
 * Table {@code inventory_position}: stock of a product in a store. Cover and order suggestion are
 * columns of the same table which this row leaves as they are.
 *
 * @param storeId the store
 * @param productId the product
 * @param onHand units in stock, negative where more was sold than booked in
 * @param onOrder units on their way, null if unknown
 * @param asOf time of the last snapshot or movement
 * @param reorderPoint stock at which to order again, null if unknown
 * @param version grows with every change of the position
 */
public record InventoryRow(
        String storeId,
        String productId,
        long onHand,
        Long onOrder,
        long asOf,
        Long reorderPoint,
        long version)
        implements Row {
    /** Primary key of {@code inventory_position}. */
    public record Key(String storeId, String productId) {}

    @Override
    public Key key() {
        return new Key(storeId, productId);
    }
}
