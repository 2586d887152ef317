package io.tillstream.recommendations;

/**
 * A session turned out to be a customer's. What it looked at before moves to them.
 *
 * @param time when it was first known, epoch milliseconds
 * @param seen what was looked at, in the order of time
 */
public record Login(String customerId, long time, Taste[] seen) {}
