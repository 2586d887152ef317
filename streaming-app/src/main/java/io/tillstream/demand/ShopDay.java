package io.tillstream.demand;

/**
 * What the whole shop sold on a closed day.
 *
 * @param day epoch day
 */
public record ShopDay(long day, long units) {}
