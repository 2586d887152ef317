package io.tillstream.models.recommend;

/**
 * A product looked at or put into the cart.
 *
 * @param time event time, epoch milliseconds
 */
public record Click(String session, long time, String product) {}
