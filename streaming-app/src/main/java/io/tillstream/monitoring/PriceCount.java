package io.tillstream.monitoring;

/**
 * Prices of a product on a closed day.
 *
 * @param source the topic that they came by
 * @param day epoch day
 * @param stores that sold it
 * @param odd those of them that sold it at a price out of the ordinary
 */
public record PriceCount(String source, long day, long stores, long odd) {}
