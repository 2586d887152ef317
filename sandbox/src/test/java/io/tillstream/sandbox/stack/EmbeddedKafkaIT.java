package io.tillstream.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final TopicPartition PARTITION = new TopicPartition("pos.sales", 0);

    @TempDir Path folder;

    @Test
    void aFolderIsOpenedAgainWithItsRecordsOnAnotherPort() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                new StringSerializer(),
                                new StringSerializer())) {
            kafka.createTopics(1);
            producer.send(new ProducerRecord<>(PARTITION.topic(), 0, "s1", "kept")).get();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(
                                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                new StringDeserializer(),
                                new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));

            assertThat(consumer.poll(Duration.ofSeconds(20)))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("kept");
        }
    }
}
