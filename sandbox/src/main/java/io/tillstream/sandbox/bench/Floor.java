package io.tillstream.sandbox.bench;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.TillstreamJob;
import io.tillstream.connect.KafkaSources;
import io.tillstream.connect.LiveSinks;
import io.tillstream.connect.OutputRecord;
import io.tillstream.events.Decoded;
import io.tillstream.events.Topic;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is measured: the least that such a job costs, step by step, and then the job, capability by
 * capability.
 */
enum Floor {
    /** Bytes out of Kafka, thrown away. */
    SOURCE("source") {
        @Override
        void define(StreamExecutionEnvironment env, JobConfig config, String servers) {
            for (Topic topic : Topic.values()) {
                env.fromSource(raw(topic, servers), WatermarkStrategy.noWatermarks(), "raw")
                        .sinkTo(new DiscardingSink<>());
            }
        }
    },
    /** Decoded and checked by the contracts, with watermarks. */
    DECODE("+ decode") {
        @Override
        void define(StreamExecutionEnvironment env, JobConfig config, String servers) {
            decoded(env, config).sinkTo(new DiscardingSink<>());
        }
    },
    /** One read and write of RocksDB for each event behind a shuffle. */
    STATE("+ one RocksDB state") {
        @Override
        void define(StreamExecutionEnvironment env, JobConfig config, String servers) {
            counted(env, config).sinkTo(new DiscardingSink<>());
        }
    },
    /** A record for each event into a Kafka transaction. */
    SINK("+ exactly-once sink") {
        @Override
        void define(StreamExecutionEnvironment env, JobConfig config, String servers) {
            new LiveSinks(config)
                    .records(
                            counted(env, config)
                                    .map(Floor::record)
                                    .returns(TypeInformation.of(OutputRecord.class)),
                            OperatorId.SINK_TOPICS);
        }
    },
    CUSTOMERS("customers", "customers"),
    KPIS("+ kpis", "customers;kpis"),
    PRODUCTS("+ products", "customers;kpis;products"),
    DEMAND("+ demand", "customers;kpis;products;demand"),
    RECOMMENDATIONS("+ recommendations", "customers;kpis;products;demand;recommendations"),
    /** All capabilities that run where nothing is set. */
    JOB("the job", String.join(";", JobOptions.PIPELINES.defaultValue()));

    static final String OUTPUT = "bench.out";

    private static final int KEYS = 100_000;

    private final String label;
    private final String pipelines;

    /** Below the job. */
    Floor(String label) {
        this(label, "customers");
    }

    Floor(String label, String pipelines) {
        this.label = label;
        this.pipelines = pipelines;
    }

    String label() {
        return label;
    }

    /** Capabilities of the job that is measured, or whose sources and sinks are. */
    String pipelines() {
        return pipelines;
    }

    void define(StreamExecutionEnvironment env, JobConfig config, String servers) {
        TillstreamJob.define(env, config);
    }

    private static KafkaSource<byte[]> raw(Topic topic, String servers) {
        return KafkaSource.<byte[]>builder()
                .setBootstrapServers(servers)
                .setGroupId("bench")
                .setTopics(topic.topicName())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setProperty("max.poll.records", "5000")
                .setProperty("fetch.min.bytes", "65536")
                .setProperty("fetch.max.wait.ms", "50")
                .setDeserializer(new Bytes())
                .build();
    }

    /** A key for each decoded record; decoding and key are chained to the source. */
    private static DataStream<Long> decoded(StreamExecutionEnvironment env, JobConfig config) {
        TillstreamJob.configure(env, config);
        KafkaSources sources = new KafkaSources(config);
        DataStream<Long> all = null;
        for (Topic topic : Topic.values()) {
            DataStream<Long> keys = sources.open(env, topic).map(Floor::key).returns(Types.LONG);
            all = all == null ? keys : all.union(keys);
        }
        return all;
    }

    private static long key(Decoded record) {
        return Math.floorMod(record.offset() * 0x9E3779B97F4A7C15L, (long) KEYS);
    }

    private static DataStream<Long> counted(StreamExecutionEnvironment env, JobConfig config) {
        return decoded(env, config).keyBy(key -> key).process(new Count()).uid("count");
    }

    private static OutputRecord record(long count) {
        return OutputRecord.json(OUTPUT, Long.toString(count), "{\"count\":" + count + "}");
    }

    private static final class Count extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Long key, Context context, Collector<Long> out)
                throws Exception {
            Long before = count.value();
            long now = before == null ? 1 : before + 1;
            count.update(now);
            out.collect(now);
        }
    }

    private static final class Bytes implements KafkaRecordDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out) {
            if (record.value() != null) {
                out.collect(record.value());
            }
        }

        @Override
        public TypeInformation<byte[]> getProducedType() {
            return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        }
    }
}
