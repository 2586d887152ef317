package io.tillstream.events;

/**
 * How a feature of customers was distributed over all of them when a day closed.
 *
 * @param feature its name
 * @param day epoch day (UTC)
 * @param values one of each customer who is known
 */
public record FeatureDay(String feature, long day, Distribution values) {}
