package io.tillstream.sandbox.replay;

import io.tillstream.sandbox.stack.EmbeddedKafka;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Writes input topics as event files, {@code TOPIC.jsonl.gz}: records up to the end that a topic
 * had at the beginning, as they are, but for line ends (JSON has none that mean something). Of
 * compacted topics the newest record of a key, and none of a key that was removed.
 */
public final class TopicDump {
    private final Properties clients;

    /**
     * @param clients addresses of the brokers and how to be let in
     */
    public TopicDump(Properties clients) {
        this.clients = new Properties();
        this.clients.putAll(clients);
        this.clients.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.clients.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    }

    /**
     * Writes a topic's file; it appears when it is whole.
     *
     * @param since by Kafka's timestamps, of topics that are not compacted
     * @return records written
     */
    public long write(String topic, Instant since, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(topic + ".jsonl.gz");
        Path part = folder.resolve("." + topic + ".part");
        long written;
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                OutputStream out =
                        new BufferedOutputStream(
                                new GZIPOutputStream(Files.newOutputStream(part)))) {
            boolean compacted = EmbeddedKafka.isCompacted(topic);
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = seek(consumer, partitions, compacted ? null : since);
            written = compacted ? newest(consumer, ends, out) : all(consumer, ends, out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return written;
    }

    private static Map<TopicPartition, Long> seek(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Instant since) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (since != null) {
            Map<TopicPartition, Long> times = new LinkedHashMap<>();
            partitions.forEach(p -> times.put(p, since.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            // Where nothing is as new as that, there is nothing to read.
            partitions.forEach(
                    p ->
                            consumer.seek(
                                    p, found.get(p) == null ? ends.get(p) : found.get(p).offset()));
        }
        return ends;
    }

    private static boolean more(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static long all(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            OutputStream out)
            throws IOException {
        long written = 0;
        while (more(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.value() != null && record.offset() < end(record, ends)) {
                    line(record.value(), out);
                    written++;
                }
            }
        }
        return written;
    }

    private static long newest(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            OutputStream out)
            throws IOException {
        Map<ByteBuffer, byte[]> kept = new LinkedHashMap<>();
        while (more(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() >= end(record, ends)) {
                    continue;
                }
                ByteBuffer key = ByteBuffer.wrap(record.key());
                kept.remove(key);
                if (record.value() != null) {
                    kept.put(key, record.value());
                }
            }
        }
        for (byte[] value : kept.values()) {
            line(value, out);
        }
        return kept.size();
    }

    private static long end(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> ends) {
        return ends.get(new TopicPartition(record.topic(), record.partition()));
    }

    private static void line(byte[] value, OutputStream out) throws IOException {
        for (byte b : value) {
            out.write(b == '\n' || b == '\r' ? ' ' : b);
        }
        out.write('\n');
    }
}
