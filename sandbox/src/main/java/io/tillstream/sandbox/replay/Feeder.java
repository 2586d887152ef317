package io.tillstream.sandbox.replay;

import io.tillstream.sandbox.stack.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records to Kafka in large batches, in order within a partition, none lost, none twice. */
public final class Feeder implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sent;

    /** A feeder for a broker. */
    public Feeder(String bootstrapServers) {
        Properties p = new Properties();
        p.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        p.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        p.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        p.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "67108864");
        p.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "4194304");
        p.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Sends a record.
     *
     * @param key may be null
     * @param time Kafka timestamp, epoch milliseconds
     */
    public void send(String topic, byte[] key, byte[] value, long time) {
        throwFailure();
        // Without a key Kafka would choose a partition by chance, and no two runs would be alike.
        // A compacted topic takes no record without a key, not even a broken one.
        byte[] sentKey =
                key == null && EmbeddedKafka.isCompacted(topic)
                        ? ("unkeyed-" + sent).getBytes(StandardCharsets.UTF_8)
                        : key;
        Future<RecordMetadata> unused =
                producer.send(
                        new ProducerRecord<>(
                                topic, sentKey == null ? 0 : null, time, sentKey, value),
                        (metadata, error) -> {
                            if (error != null) {
                                failure.compareAndSet(null, error);
                            }
                        });
        sent++;
    }

    private void throwFailure() {
        Exception error = failure.get();
        if (error != null) {
            throw new IllegalStateException("a record was refused: " + error.getMessage(), error);
        }
    }

    /** Waits until everything is with the broker. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Records sent. */
    public long sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close();
    }
}
