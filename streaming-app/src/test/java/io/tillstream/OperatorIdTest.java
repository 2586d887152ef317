package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.connect.Sources;
import io.tillstream.events.Decoded;
import io.tillstream.schemas.rows.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph of the job, against the list of operators that savepoints in the field rely on. */
class OperatorIdTest {
    private static StreamExecutionEnvironment job() {
        JobConfig config =
                JobConfig.of(
                        Map.of(
                                "kafka.bootstrap.servers", "localhost:1",
                                "postgres.url", "jdbc:postgresql://localhost/x"));
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
    }

    @Test
    void everyOperatorHasItsUidAndNoneOfTheCommittedOnesIsGone() throws Exception {
        List<String> uids =
                job().getStreamGraph().getStreamNodes().stream()
                        .map(StreamNode::getTransformationUID)
                        .sorted()
                        .collect(Collectors.toList());

        assertThat(uids).doesNotContainNull().doesNotHaveDuplicates();
        Path committed = Path.of("src/test/resources/operators.txt");
        assertThat(uids).containsExactlyElementsOf(Files.readAllLines(committed));
    }

    @Test
    void aTypeThatNeedsKryoIsRefused() {
        StreamExecutionEnvironment env = job();
        assertThatThrownBy(
                        () ->
                                env.fromData(TypeInformation.of(Object.class), new Object())
                                        .sinkTo(new DiscardingSink<>()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types");
    }
}
