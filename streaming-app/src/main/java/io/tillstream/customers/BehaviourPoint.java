package io.tillstream.customers;

/**
 * A customer who was active on a day, as of that day: a point for the behaviour clusters.
 *
 * @param figures {@link Figures} up to and including the day
 */
public record BehaviourPoint(long day, String customerId, long[] figures) {}
