package io.tillstream;

import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.connect.Sources;
import io.tillstream.events.Decoded;
import io.tillstream.schemas.rows.Row;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The graph of the job between sources and sinks that do nothing. */
final class TestJob {
    private TestJob() {}

    /** With every capability. */
    static StreamExecutionEnvironment define() {
        return define("customers,products,kpis,demand,recommendations,pictures,trends");
    }

    static StreamExecutionEnvironment define(String pipelines) {
        return define(pipelines, Map.of());
    }

    static StreamExecutionEnvironment define(String pipelines, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", "localhost:1");
        all.put("postgres.url", "jdbc:postgresql://localhost/x");
        all.put("pipelines", pipelines);
        JobConfig config = JobConfig.of(all);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        TillstreamJob.configure(env, config);
        Sources sources =
                (e, topic) ->
                        e.fromData(
                                        TypeInformation.of(Decoded.class),
                                        new Decoded(topic, 0, 0, 0, null, null, null, null))
                                .uid("source-" + topic.topicName().replace('.', '-'));
        Topology.define(env, sources, new NoSinks(), config);
        return env;
    }

    private static final class NoSinks implements Sinks {
        @Override
        public <R extends Row> void rows(DataStream<R> rows, OperatorId id) {
            id.on(rows.sinkTo(new DiscardingSink<>()));
        }

        @Override
        public void records(DataStream<OutputRecord> records, OperatorId id) {
            id.on(records.sinkTo(new DiscardingSink<>()));
        }

        @Override
        public void recordsAtOnce(DataStream<OutputRecord> records, OperatorId id) {
            id.on(records.sinkTo(new DiscardingSink<>()));
        }
    }
}
