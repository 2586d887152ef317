package io.tillstream.sandbox.shop;

/**
 * One record as a feed would deliver it.
 *
 * @param topic the input topic
 * @param key the message key
 * @param value the message; not always a valid one, since broken records are planted
 * @param arrivalTime simulated time of delivery in epoch milliseconds, never before the one of the
 *     record before
 */
public record SimulatedRecord(String topic, byte[] key, byte[] value, long arrivalTime) {}
