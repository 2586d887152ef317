package io.tillstream.events;

/**
 * What is known of the stock of a product in a store at the end of a day.
 *
 * @param day epoch day (UTC)
 * @param out whether nothing was left
 */
public record ShelfDay(String storeId, String productId, long day, boolean out) {}
