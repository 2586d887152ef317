package io.tillstream.monitoring;

/**
 * The newest record of a source and day that was in time.
 *
 * @param source the topic
 * @param occurredAt its event time, epoch milliseconds
 */
public record NewestEvent(String source, long occurredAt) {}
