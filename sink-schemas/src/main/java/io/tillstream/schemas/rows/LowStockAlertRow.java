package io.tillstream.schemas.rows;

/**
 * Table {@code low_stock_alert}: the newest state of an alert that a product runs out in a store.
 *
 * @param alertId the same from opening to resolution
 * @param state what became of it: opened, changed or resolved
 * @param storeId the store
 * @param productId the product
 * @param onHand units in stock
 * @param onOrder units on their way, null if unknown
 * @param expectedDemandLeadTime units expected to be sold until an order placed now arrives
 * @param stockoutProbability that the stock runs out before then
 * @param expectedStockoutAt null if none is expected
 * @param suggestedOrderQuantity units to order now
 * @param daysOfCover days until the stock is used up at the expected demand, 365 at most
 * @param reorderPoint stock, with what is on its way, at which to order again
 * @param raisedAt event time of this state
 * @param openedAt event time of the opening
 * @param resolvedAt event time of the resolution, null while it is open
 * @param version grows with every state
 */
public record LowStockAlertRow(
        String alertId,
        String state,
        String storeId,
        String productId,
        long onHand,
        Long onOrder,
        double expectedDemandLeadTime,
        double stockoutProbability,
        Long expectedStockoutAt,
        long suggestedOrderQuantity,
        double daysOfCover,
        long reorderPoint,
        long raisedAt,
        long openedAt,
        Long resolvedAt,
        long version)
        implements Row {
    /** Primary key of {@code low_stock_alert}. */
    public record Key(String alertId) {}

    @Override
    public Key key() {
        return new Key(alertId);
    }
}
