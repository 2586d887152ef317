package io.tillstream.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.runtime.OperatorRun;
import io.tillstream.serving.Registries.Content;
import io.tillstream.serving.Registries.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WatchModelTest {
    @TempDir private Path folder;

    private ServingSettings settings;

    @BeforeEach
    void settings() {
        settings = new ServingSettings(folder.toString(), 5);
    }

    private OperatorRun<String, Void, ModelNews> open() throws Exception {
        return OperatorRun.<String, ModelNews>plain(
                        () -> new WatchModel<>(settings, new Kind(false), 200),
                        value -> value,
                        TypeInformation.of(ModelNews.class))
                .open(1);
    }

    @Test
    void whatAModelIsIsToldOnceItIsAskedForAndWhenItChanges() throws Exception {
        Registries.publish(folder, "1");
        try (ServedModel<Content> user = ServedModel.open(settings, new Kind(false));
                OperatorRun<String, Void, ModelNews> run = open()) {
            assertThat(run.flush().out()).isEmpty();
            assertThat(user.version()).isPresent();
            assertThat(run.flush().flush().out())
                    .containsExactly(ServingStories.fine("encoder", "1"));
            Registries.publish(folder, "bad");
            List<ModelNews> told = new ArrayList<>();
            while (told.isEmpty()) {
                told.addAll(run.flush().out());
            }
            assertThat(told)
                    .containsExactly(
                            ModelNews.of(
                                    new ModelStatus("encoder", "1", true, "bad", "it is bad")));
        }
    }

    @Test
    void whatBatchesTookIsToldOnce() throws Exception {
        Registries.publish(folder, "1");
        try (ServedModel<Content> user = ServedModel.open(settings, new Kind(false));
                OperatorRun<String, Void, ModelNews> run = open()) {
            user.timed(user.version().orElseThrow(), () -> "answer");
            assertThat(run.flush().flush().out())
                    .extracting(ModelNews::model, news -> news.times() == null)
                    .containsExactly(tuple("encoder", true), tuple("encoder", false));
        }
    }

    /** Replays may be over before the first look. */
    @Test
    void aRefusalIsToldBeforeTheInputEnds() throws Exception {
        Registries.publish(folder, "bad");
        try (ServedModel<Content> user = ServedModel.open(settings, new Kind(false));
                OperatorRun<String, Void, ModelNews> run = open()) {
            assertThat(user.version()).isEmpty();
            run.end();
            assertThat(run.out()).extracting(news -> news.status().refused()).containsExactly(true);
        }
    }
}
