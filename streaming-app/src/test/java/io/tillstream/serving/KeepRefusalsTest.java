package io.tillstream.serving;

import static io.tillstream.serving.ServingStories.fine;
import static io.tillstream.serving.ServingStories.refused;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.connect.OutputRecord;
import io.tillstream.runtime.OperatorRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepRefusalsTest {
    private OperatorRun<ModelNews, Void, OutputRecord> run;

    @BeforeEach
    void open() throws Exception {
        run = ServingStories.refusals().open(1);
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void aRefusalIsToldOnceWhoeverTellsOfItAndResolvedByAGoodVersion() throws Exception {
        run.give(fine("m", "1"), refused("m", "1", "2"), refused("m", "1", "2"));
        assertThat(told()).containsExactly("opened m/2: 2 is damaged");
        run.give(refused("m", null, "2"), fine("m", "3"), fine("m", "3"));
        assertThat(told()).containsExactly("resolved m/2: 2 is damaged");
        assertThat(run.entries()).isZero();
    }

    @Test
    void anotherRefusalEndsTheOneBefore() throws Exception {
        run.give(refused("m", "1", "2"), refused("m", "1", "3"));
        assertThat(told())
                .containsExactly(
                        "opened m/2: 2 is damaged",
                        "resolved m/2: 2 is damaged",
                        "opened m/3: 3 is damaged");
    }

    @Test
    void anAlertKeepsItsIdFromOpenToResolved() throws Exception {
        run.give(refused("m", "1", "2")).flush().give(fine("m", "3"));
        List<JsonNode> alerts = alerts();
        assertThat(alerts).extracting(a -> a.path("alert_id").asText()).hasSize(2);
        assertThat(alerts.get(0).path("alert_id")).isEqualTo(alerts.get(1).path("alert_id"));
        assertThat(alerts.get(0).path("raised_at")).isNotEqualTo(alerts.get(1).path("raised_at"));
        run.give(refused("m", "3", "2")).flush();
        assertThat(alerts().get(0).path("alert_id")).isNotEqualTo(alerts.get(0).path("alert_id"));
    }

    @Test
    void aPointerThatCannotBeReadIsARefusalWithoutVersion() throws Exception {
        run.give(ModelNews.of(new ModelStatus("m", "1", true, null, "no version's name")));
        assertThat(told()).containsExactly("opened m/current: no version's name");
    }

    @Test
    void whatBatchesTookIsNoEndOfARefusal() throws Exception {
        run.give(refused("m", "1", "2"), ServingStories.took("1", 7));
        assertThat(told()).containsExactly("opened m/2: 2 is damaged");
    }

    private List<String> told() throws IOException {
        List<String> told = new ArrayList<>();
        for (JsonNode alert : alerts()) {
            told.add(
                    List.of("state", "source", "reason").stream()
                            .map(field -> alert.path(field).asText())
                            .collect(joining(" "))
                            .replaceFirst("(\\S+ \\S+) ", "$1: "));
        }
        return told;
    }

    private List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (OutputRecord record : run.out()) {
            assertThat(record.topic()).isEqualTo("retail.alerts.operations");
            assertThat(record.key()).isEqualTo("model:m");
            alerts.add(JsonMapper.builder().build().readTree(record.value()));
        }
        return alerts;
    }
}
