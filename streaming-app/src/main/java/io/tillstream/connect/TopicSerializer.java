package io.tillstream.connect;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns output records into Kafka's; the topic stands in the record. */
final class TopicSerializer
        implements KafkaRecordSerializationSchema<OutputRecord>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;
    private static final Pattern TOPICS = Pattern.compile("retail\\..+");

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

    /** Where a restarted sink looks for transactions that were left open. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofPattern(TOPICS)));
    }
}
