package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph of the job, against the list of operators that savepoints in the field rely on. */
class OperatorIdTest {
    @Test
    void everyOperatorHasItsUidAndNoneOfTheCommittedOnesIsGone() throws Exception {
        TreeSet<String> all = new TreeSet<>();
        for (String pipelines :
                List.of(
                        "customers,products,kpis,demand,recommendations,pictures,trends",
                        "customers,products")) {
            List<String> uids =
                    TestJob.define(pipelines).getStreamGraph().getStreamNodes().stream()
                            .map(StreamNode::getTransformationUID)
                            .collect(Collectors.toList());
            assertThat(uids).doesNotContainNull().doesNotHaveDuplicates();
            all.addAll(uids);
        }
        Path committed = Path.of("src/test/resources/operators.txt");
        assertThat(all).containsExactlyElementsOf(Files.readAllLines(committed));
    }

    @Test
    void aTypeThatNeedsKryoIsRefused() {
        StreamExecutionEnvironment env = TestJob.define();
        assertThatThrownBy(
                        () ->
                                env.fromData(TypeInformation.of(Object.class), new Object())
                                        .sinkTo(new DiscardingSink<>()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types");
    }
}
