package io.tillstream.demand;

/**
 * Receipts of a store in an hour since the last count.
 *
 * @param hour start of the hour, epoch milliseconds
 */
public record StoreHours(String storeId, long hour, long receipts) {}
