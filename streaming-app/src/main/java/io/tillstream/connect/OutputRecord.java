package io.tillstream.connect;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A record for an output topic.
 *
 * @param value may be null
 * @param headers by name
 */
public record OutputRecord(String topic, String key, byte[] value, Map<String, String> headers) {
    /** A JSON record without headers. */
    public static OutputRecord json(String topic, String key, String json) {
        return new OutputRecord(topic, key, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
