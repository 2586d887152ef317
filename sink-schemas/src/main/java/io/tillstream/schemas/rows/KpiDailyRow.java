package io.tillstream.schemas.rows;

/**
 * Table {@code kpi_daily}: management's figures of one day (UTC), store, channel and segment.
 *
 * @param day the epoch day
 * @param channel {@code store} or {@code online}
 * @param storeId the store; {@code online} for the web shop
 * @param segment of the customers when the day began
 * @param orders distinct purchases
 * @param units units sold, returns apart
 * @param returnedUnits units brought back
 * @param grossRevenue quantity x unit price of sales, before discounts and returns
 * @param netRevenue sales after discounts, less returns
 * @param returnedRevenue what came back, after discounts
 * @param customers distinct customers who bought
 * @param newCustomers those of them who bought for the first time
 * @param visits sessions that looked at products
 * @param version event time of the newest event that counts, epoch milliseconds
 */
public record KpiDailyRow(
        long day,
        String channel,
        String storeId,
        String segment,
        long orders,
        long units,
        long returnedUnits,
        long grossRevenue,
        long netRevenue,
        long returnedRevenue,
        long customers,
        long newCustomers,
        long visits,
        long version)
        implements Row {
    /** Primary key of {@code kpi_daily}. */
    public record Key(long day, String channel, String storeId, String segment) {}

    @Override
    public Key key() {
        return new Key(day, channel, storeId, segment);
    }
}
