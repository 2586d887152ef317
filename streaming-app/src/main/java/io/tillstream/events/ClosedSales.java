package io.tillstream.events;

/**
 * What a store sold of a product on a day that is closed.
 *
 * @param day epoch day (UTC)
 * @param units sold, returns apart
 * @param gross before discounts and returns, as {@link Amount}
 * @param net net revenue, less returns, as {@link Amount}
 * @param orders distinct purchases
 * @param lowest price of a unit on any receipt, as {@link Amount}; 0 if nothing was sold
 * @param highest price of a unit on any receipt, as {@link Amount}; 0 if nothing was sold
 */
public record ClosedSales(
        String productId,
        String storeId,
        long day,
        long units,
        long gross,
        long net,
        long orders,
        long lowest,
        long highest) {
    /** With what the same store sold of it on the same day by another channel. */
    public ClosedSales plus(ClosedSales other) {
        boolean sold = units > 0 && other.units > 0;
        return new ClosedSales(
                productId,
                storeId,
                day,
                units + other.units,
                gross + other.gross,
                net + other.net,
                orders + other.orders,
                sold ? Math.min(lowest, other.lowest) : lowest + other.lowest,
                Math.max(highest, other.highest));
    }

    /** Sales at one price. */
    public ClosedSales(
            String productId,
            String storeId,
            long day,
            long units,
            long gross,
            long net,
            long orders) {
        this(
                productId,
                storeId,
                day,
                units,
                gross,
                net,
                orders,
                units == 0 ? 0 : gross / units,
                units == 0 ? 0 : gross / units);
    }

    /** Sales without discounts and returns. */
    public ClosedSales(
            String productId, String storeId, long day, long units, long net, long orders) {
        this(productId, storeId, day, units, net, net, orders);
    }
}
