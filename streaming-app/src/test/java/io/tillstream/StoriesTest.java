package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.customers.CustomerStories;
import io.tillstream.demand.DemandStories;
import io.tillstream.demand.StockStories;
import io.tillstream.demand.StoreStories;
import io.tillstream.events.EventStories;
import io.tillstream.kpis.KpiStories;
import io.tillstream.monitoring.MonitoringStories;
import io.tillstream.pictures.PictureStories;
import io.tillstream.products.ProductStories;
import io.tillstream.recommendations.RecommendationStories;
import io.tillstream.runtime.Story;
import io.tillstream.serving.ServingStories;
import io.tillstream.trends.TrendStories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator that has state goes on from a checkpoint as if nothing had happened. */
class StoriesTest {
    private static final List<String> VERSIONS = List.of("v1", "v2", "v3", "v4");

    static List<Story<?, ?, ?>> all() {
        return Stream.of(
                        EventStories.all(),
                        CustomerStories.all(),
                        ProductStories.all(),
                        DemandStories.all(),
                        StockStories.all(),
                        StoreStories.all(),
                        KpiStories.all(),
                        MonitoringStories.all(),
                        RecommendationStories.all(),
                        ServingStories.all(),
                        PictureStories.all(),
                        TrendStories.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<Story<?, ?, ?>> parallel() {
        return all().stream().filter(story -> story.parallel()).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void anOperatorGoesOnAfterARestart(Story<?, ?, ?> story) throws Exception {
        List<String> expected = story.uninterrupted(1);
        assertThat(expected).isNotEmpty();
        assertThat(story.restarted(1, 1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("parallel")
    void anOperatorGoesOnAtAGreaterParallelism(Story<?, ?, ?> story) throws Exception {
        assertThat(story.restarted(1, 3)).isEqualTo(story.uninterrupted(3));
        assertThat(story.restarted(2, 5)).isEqualTo(story.uninterrupted(5));
    }

    @ParameterizedTest
    @MethodSource("parallel")
    void anOperatorGoesOnAtASmallerParallelism(Story<?, ?, ?> story) throws Exception {
        assertThat(story.restarted(3, 1)).isEqualTo(story.uninterrupted(1));
        assertThat(story.restarted(5, 2)).isEqualTo(story.uninterrupted(2));
    }

    /** Files that {@link WriteSnapshots} has written and that never change. */
    static Path snapshot(String version, Story<?, ?, ?> story) {
        return Path.of("src/test/resources/snapshots", version, story.name());
    }

    /** Of each story those of all versions that knew it. */
    static Stream<Arguments> snapshots() {
        return all().stream()
                .flatMap(
                        story ->
                                VERSIONS.stream()
                                        .filter(v -> Files.exists(snapshot(v, story)))
                                        .map(v -> Arguments.of(v, story)));
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void anOperatorGoesOnFromACheckpointThatAnEarlierVersionHasLeft(
            String version, Story<?, ?, ?> story) throws Exception {
        OperatorSubtaskState checkpoint =
                OperatorSnapshotUtil.readStateHandle(snapshot(version, story).toString());
        assertThat(story.restored(checkpoint)).isEqualTo(story.uninterrupted(1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void someVersionHasLeftACheckpoint(Story<?, ?, ?> story) {
        assertThat(VERSIONS).anyMatch(version -> Files.exists(snapshot(version, story)));
    }
}
