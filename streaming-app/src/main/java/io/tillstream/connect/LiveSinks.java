package io.tillstream.connect;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.schemas.rows.Row;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/** PostgreSQL and Kafka. */
public final class LiveSinks implements Sinks {
    /** What the Kafka clients allow by themselves. */
    private static final int USUAL_REQUEST = 1 << 20;

    /** More than key, headers and framing of a record take. */
    private static final int BESIDE_VALUE = 64 << 10;

    private final JobConfig config;

    /** Sinks by the job's settings. */
    public LiveSinks(JobConfig config) {
        this.config = config;
    }

    @Override
    public <R extends Row> void rows(DataStream<R> rows, OperatorId id) {
        id.on(
                rows.sinkTo(
                        new PostgresSink<>(
                                config.get(JobOptions.POSTGRES_URL),
                                config.get(JobOptions.POSTGRES_USER),
                                config.postgresPassword(),
                                config.millis(JobOptions.FLUSH_INTERVAL))));
    }

    @Override
    public void records(DataStream<OutputRecord> records, OperatorId id) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(config.millis(JobOptions.KAFKA_TRANSACTION_TIMEOUT)));
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Integer.toString(
                        Math.max(USUAL_REQUEST, config.maxDeadLetterBytes() + BESIDE_VALUE)));
        properties.putAll(config.kafkaProperties());
        id.on(
                records.sinkTo(
                        KafkaSink.<OutputRecord>builder()
                                .setBootstrapServers(config.get(JobOptions.KAFKA_BOOTSTRAP_SERVERS))
                                .setKafkaProducerConfig(properties)
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                // Leaves the transactions of a savepoint alone when it aborts those
                                // that a failed run left open; the default strategy fences them.
                                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                                .setTransactionalIdPrefix(
                                        config.get(JobOptions.KAFKA_TRANSACTION_PREFIX))
                                .setRecordSerializer(new TopicSerializer())
                                .build()));
    }

    @Override
    public void recordsAtOnce(DataStream<OutputRecord> records, OperatorId id) {
        Properties properties = new Properties();
        // What is sent together costs broker, client and reader a fraction of what each alone does.
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putAll(config.kafkaProperties());
        id.on(
                records.sinkTo(
                        KafkaSink.<OutputRecord>builder()
                                .setBootstrapServers(config.get(JobOptions.KAFKA_BOOTSTRAP_SERVERS))
                                .setKafkaProducerConfig(properties)
                                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                                .setRecordSerializer(new TopicSerializer())
                                .build()));
    }
}
