package io.tillstream.events;

/**
 * What a store sold of a product on a day that is closed.
 *
 * @param day epoch day (UTC)
 * @param units sold, returns apart
 * @param gross before discounts and returns, as {@link Amount}
 * @param net net revenue, less returns, as {@link Amount}
 * @param orders distinct purchases
 */
public record ClosedSales(
        String productId, String storeId, long day, long units, long gross, long net, long orders) {
    /** With what the same store sold of it on the same day by another channel. */
    public ClosedSales plus(ClosedSales other) {
        return new ClosedSales(
                productId,
                storeId,
                day,
                units + other.units,
                gross + other.gross,
                net + other.net,
                orders + other.orders);
    }

    /** Sales without discounts and returns. */
    public ClosedSales(
            String productId, String storeId, long day, long units, long net, long orders) {
        this(productId, storeId, day, units, net, net, orders);
    }
}
