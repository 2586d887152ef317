package io.tillstream.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.runtime.OperatorRun;
import io.tillstream.serving.Registries.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchModelsTest {
    @TempDir private Path folder;

    private OperatorRun<String, Void, ModelStatus> open() throws Exception {
        ServingSettings settings = new ServingSettings(folder.toString(), 5);
        return OperatorRun.<String, ModelStatus>plain(
                        () -> new WatchModels<>(settings, List.of(new Kind(false)), 200),
                        value -> value,
                        TypeInformation.of(ModelStatus.class))
                .open(1);
    }

    @Test
    void whatAModelIsIsToldAtTheStartAndWhenItChanges() throws Exception {
        Registries.publish(folder, "1");
        try (OperatorRun<String, Void, ModelStatus> run = open()) {
            run.flush().flush();
            assertThat(run.out()).containsExactly(ServingStories.fine("encoder", "1"));
            Registries.publish(folder, "bad");
            List<ModelStatus> told = new ArrayList<>();
            while (told.isEmpty()) {
                told.addAll(run.flush().out());
            }
            assertThat(told)
                    .containsExactly(new ModelStatus("encoder", "1", true, "bad", "it is bad"));
        }
    }

    /** Replays may be over before the first look. */
    @Test
    void aRefusalAtTheStartIsToldBeforeTheInputEnds() throws Exception {
        Registries.publish(folder, "bad");
        try (OperatorRun<String, Void, ModelStatus> run = open()) {
            run.end();
            assertThat(run.out()).extracting(ModelStatus::refused).containsExactly(true);
        }
    }
}
