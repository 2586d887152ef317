package io.tillstream.recommendations;

/**
 * A product that a shopper has bought. State: add fields only.
 *
 * @param times in how many purchases
 * @param lastDay epoch day (UTC) of the last of them
 */
public record Owned(String productId, int times, long lastDay) {}
