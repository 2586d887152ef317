package io.tillstream.schemas.rows;

/**
 * Table {@code product_sales_daily}: sales of a product in one store and channel in one day (UTC).
 *
 * @param productId the product
 * @param storeId the store; {@code online} for the web shop
 * @param channel {@code store} or {@code online}
 * @param day the epoch day
 * @param units units sold, returns apart
 * @param returnedUnits units brought back
 * @param grossRevenue quantity x unit price of sales, before discounts and returns
 * @param netRevenue sales after discounts, less returns
 * @param orders distinct purchases that hold the product
 * @param version grows with every change of the row
 */
public record DailySalesRow(
        String productId,
        String storeId,
        String channel,
        long day,
        long units,
        long returnedUnits,
        long grossRevenue,
        long netRevenue,
        long orders,
        long version)
        implements Row {
    /** Primary key of {@code product_sales_daily}. */
    public record Key(String productId, String storeId, String channel, long day) {}

    @Override
    public Key key() {
        return new Key(productId, storeId, channel, day);
    }
}
