package io.tillstream.events;

/**
 * A store had nothing left of a product at the end of a day.
 *
 * @param day epoch day (UTC)
 */
public record StockOutDay(String storeId, String productId, long day) {}
