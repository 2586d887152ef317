package io.tillstream.connect;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns output records into Kafka's; the topic stands in the record. */
final class TopicSerializer implements KafkaRecordSerializationSchema<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutputRecord output, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        output.topic(),
                        output.key().getBytes(StandardCharsets.UTF_8),
                        output.value());
        for (Map.Entry<String, String> header : output.headers().entrySet()) {
            record.headers()
                    .add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
