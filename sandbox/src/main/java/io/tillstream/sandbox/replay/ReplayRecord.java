package io.tillstream.sandbox.replay;

import io.tillstream.events.Topic;

/**
 * A line of an event file on its way to Kafka.
 *
 * @param key by the contracts; null where it cannot be told
 * @param time order of the replay and Kafka timestamp, epoch milliseconds
 */
public record ReplayRecord(Topic topic, byte[] key, byte[] value, long time) {
    ReplayRecord at(long other) {
        return new ReplayRecord(topic, key, value, other);
    }
}
