package io.tillstream.connect;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.events.Decoded;
import io.tillstream.events.Topic;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The input topics in Kafka. */
public final class KafkaSources implements Sources {
    private final JobConfig config;

    /** Sources by the job's settings. */
    public KafkaSources(JobConfig config) {
        this.config = config;
    }

    @Override
    public DataStream<Decoded> open(StreamExecutionEnvironment env, Topic topic) {
        OperatorId id = operatorOf(topic);
        return id.on(
                env.fromSource(
                        source(topic), EventTimeWatermarks.strategy(config, topic), id.label()));
    }

    private static OperatorId operatorOf(Topic topic) {
        return switch (topic) {
            case POS_SALES -> OperatorId.SOURCE_POS_SALES;
            case ECOM_EVENTS -> OperatorId.SOURCE_ECOM_EVENTS;
            case SOCIAL_POSTS -> OperatorId.SOURCE_SOCIAL_POSTS;
            case CATALOG_PRODUCTS -> OperatorId.SOURCE_CATALOG_PRODUCTS;
            case INVENTORY_LEVELS -> OperatorId.SOURCE_INVENTORY_LEVELS;
            case CALENDAR_DAYS -> OperatorId.SOURCE_CALENDAR_DAYS;
        };
    }

    // The connector's only way to say so takes a class that the Kafka clients call deprecated.
    @SuppressWarnings("deprecation")
    private Source<Decoded, ?, ?> source(Topic topic) {
        KafkaSourceBuilder<Decoded> builder =
                KafkaSource.<Decoded>builder()
                        .setBootstrapServers(config.get(JobOptions.KAFKA_BOOTSTRAP_SERVERS))
                        .setGroupId(config.get(JobOptions.KAFKA_GROUP_ID))
                        .setClientIdPrefix(
                                config.get(JobOptions.KAFKA_GROUP_ID) + '-' + topic.topicName())
                        .setTopics(topic.topicName())
                        .setProperties(consumerProperties(topic))
                        .setDeserializer(
                                new RecordDecoder(
                                        topic,
                                        config.recordLimits(),
                                        config.millis(JobOptions.MAX_CLOCK_SKEW)));
        if (config.get(JobOptions.KAFKA_BOUNDED)) {
            builder.setStartingOffsets(OffsetsInitializer.earliest())
                    .setBounded(OffsetsInitializer.latest());
            return new BoundedKafkaSource(builder.build());
        }
        builder.setStartingOffsets(
                OffsetsInitializer.committedOffsets(
                        org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST));
        return builder.build();
    }

    /** Large fetches: they are worth 2 us an event against the defaults. */
    private Properties consumerProperties(Topic topic) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "65536");
        // Shoppers wait for what comes of these; others would cost the broker their part.
        boolean awaited = topic.callsForLists() && !config.get(JobOptions.KAFKA_BOUNDED);
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, awaited ? "10" : "50");
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "2097152");
        properties.setProperty(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "1048576");
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(config.kafkaProperties());
        return properties;
    }
}
