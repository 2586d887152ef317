package io.tillstream.trends;

/**
 * A product in an hour.
 *
 * @param viewers sessions that looked at it or put it into the cart
 * @param buyers receipts with it, of stores and of the web shop
 */
public record ProductHour(String productId, double viewers, double buyers) {}
