package io.tillstream.demand;

/**
 * The demand that a store has to expect of a product.
 *
 * @param day the last closed day that it knows, epoch day
 * @param effectiveAt event time from which it counts: the close of that day, epoch milliseconds
 * @param means expected units of each of the next days; empty if the product is no longer forecast
 * @param shape {@link ErrorShape#BINS} shares with a sum of 1: how what came over several days
 *     together spread around what was expected
 * @param leadTimeDays days from order to delivery, at least 1
 * @param packSize units of a pack, at least 1
 * @param minOrderQuantity units, at least 1
 */
public record StockOutlook(
        String storeId,
        String productId,
        long day,
        long effectiveAt,
        float[] means,
        float[] shape,
        int leadTimeDays,
        int packSize,
        int minOrderQuantity) {}
