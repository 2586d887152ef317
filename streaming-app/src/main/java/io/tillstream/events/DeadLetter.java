package io.tillstream.events;

/**
 * A record that breaks its contract, on its way to {@code retail.dead-letters}.
 *
 * @param value the original bytes; null for an empty record
 * @param timestamp when the record arrived in Kafka, epoch milliseconds
 * @param error an {@link InvalidRecord.Kind}
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] value,
        String error,
        String message,
        String stage) {}
