package io.tillstream.monitoring;

import io.tillstream.connect.OutputRecord;
import io.tillstream.events.DeadLetter;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Records for {@code retail.dead-letters}: the original bytes, and in the headers their place and
 * what is wrong. A value longer than the topic takes is cut, or the record that broke no job on its
 * way in would break it on its way out; a header tells its length then.
 */
final class DeadLetterRecords implements MapFunction<DeadLetter, OutputRecord> {
    static final String TOPIC = "retail.dead-letters";

    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    /**
     * @param maxBytes of a value
     */
    DeadLetterRecords(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public OutputRecord map(DeadLetter letter) {
        Map<String, String> headers = new HashMap<>();
        headers.put("source.topic", letter.topic());
        headers.put("source.partition", Integer.toString(letter.partition()));
        headers.put("source.offset", Long.toString(letter.offset()));
        headers.put("error.class", letter.error());
        headers.put("error.message", letter.message());
        headers.put("error.stage", letter.stage());
        headers.put("error.time", Instant.ofEpochMilli(letter.timestamp()).toString());
        byte[] value = letter.value();
        if (value != null && value.length > maxBytes) {
            headers.put("value.cut-from", Integer.toString(value.length));
            value = Arrays.copyOf(value, maxBytes);
        }
        return new OutputRecord(TOPIC, letter.topic(), value, headers);
    }
}
