package io.tillstream.recommendations;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.recommendations.RecommendationStories.candidates;
import static io.tillstream.recommendations.RecommendationStories.example;
import static io.tillstream.recommendations.RecommendationStories.moment;
import static io.tillstream.recommendations.RecommendationStories.ranker;
import static io.tillstream.recommendations.RecommendationStories.recommend;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.WorldTime;
import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.RecommendationRow;
import io.tillstream.serving.ModelStatus;
import io.tillstream.serving.ServedModel;
import io.tillstream.serving.ServingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranker of the registry on the stream. */
class TrainedRankerTest {
    private static final long PATIENCE = 30_000;

    @TempDir private Path folder;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = new ModelRegistry(folder);
    }

    /** A version that likes what is popular so much; its id. */
    private String publish(double popular) throws Exception {
        double[] weights = Feature.priors();
        weights[Feature.POPULAR.ordinal()] = popular;
        return publish(new BlendWeights(weights).store(Feature.labels(), null, Map.of()));
    }

    private String publish(StoredModel stored) throws Exception {
        registry.publish(stored);
        registry.point(stored.manifest().id());
        return stored.manifest().id().toString();
    }

    private StoredModel ofOtherFeatures() {
        List<String> others = new ArrayList<>(Feature.labels());
        others.set(3, "weather");
        return new BlendWeights(Feature.priors()).store(others, null, Map.of());
    }

    private static RankerInput tick() {
        return RankerInput.of(new WorldTime(at(0, 9), false));
    }

    private static RankerModel last(List<RankerModel> models) {
        return models.get(models.size() - 1);
    }

    /** What the ranker tells once it has seen that {@code current} moved. */
    private static RankerModel awaitNews(OperatorRun<RankerInput, Void, RankerModel> run)
            throws Exception {
        long until = System.currentTimeMillis() + PATIENCE;
        List<RankerModel> told = new ArrayList<>();
        while (told.isEmpty() && System.currentTimeMillis() < until) {
            Thread.sleep(20);
            told.addAll(run.give(tick()).out());
        }
        return last(told);
    }

    @Test
    void aVersionChangesTheOrderOfTheFirstList() throws Exception {
        try (OperatorRun<Moment, RankerModel, RecommendationRow> run =
                recommend(true, folder.toString()).open(1)) {
            run.give(moment("ada", "e1", at(0, 9), candidates("p1", "p2", "p3"))).end();

            RecommendationRow row = run.out().get(0);
            assertThat(row.modelVersion()).isEqualTo("blend-0");
            assertThat(order(row)).containsSubsequence("p1", "p2", "p3");
        }
        String version = publish(-2);
        try (OperatorRun<Moment, RankerModel, RecommendationRow> run =
                recommend(true, folder.toString()).open(1)) {
            // Of eight shoppers some get the learnt variant, some the one that it began with.
            for (int i = 0; i < 8; i++) {
                run.give(moment("ada" + i, "e" + i, at(0, 9), candidates("p1", "p2", "p3")));
            }
            for (RecommendationRow row : run.end().out()) {
                assertThat(row.modelVersion()).isEqualTo("blend-0+" + version);
                assertThat(order(row)).containsSubsequence("p3", "p2", "p1");
            }
        }
    }

    private static List<String> order(RecommendationRow row) {
        return List.of(row.items().split("\""));
    }

    @Test
    void aRestartKeepsWhatWasLearnt() throws Exception {
        String version = publish(-2);
        try (OperatorRun<RankerInput, Void, RankerModel> run =
                ranker(false, folder.toString()).open(1)) {
            run.give(example("e1", at(0, 9)), example("e2", at(0, 10)));
            RankerModel before = last(run.out());
            assertThat(before.version()).isEqualTo("blend-2+" + version);
            assertThat(before.weights()).isNotEqualTo(before.begun());

            run.restart(1).give(tick());
            assertThat(run.out()).isEmpty();
            run.give(example("e3", at(0, 11)));
            RankerModel after = last(run.out());
            assertThat(after.version()).isEqualTo("blend-3+" + version);
            RankerState same = new RankerState();
            same.beginWith(version, before.begun());
            for (String id : List.of("e1", "e2", "e3")) {
                same.learn(example(id, 0).example());
            }
            assertThat(after.weights()).containsExactly(same.weights());
        }
    }

    @Test
    void anotherVersionIsBegunWithAtOnceAndOneOfOtherFeaturesNever() throws Exception {
        publish(-2);
        try (OperatorRun<RankerInput, Void, RankerModel> run =
                        ranker(false, folder.toString()).open(1);
                ServedModel<BlendWeights> watched =
                        ServedModel.open(
                                new ServingSettings(folder.toString(), 20), new RankerKind())) {
            run.give(example("e1", at(0, 9))).out();
            String second = publish(-3);
            RankerModel news = awaitNews(run);
            assertThat(news.version()).isEqualTo("blend-0+" + second);
            assertThat(news.weights()).containsExactly(news.begun());
            assertThat(news.begun()[Feature.POPULAR.ordinal()]).isEqualTo(-3);

            StoredModel bad = ofOtherFeatures();
            publish(bad);
            long until = System.currentTimeMillis() + PATIENCE;
            ModelStatus status = watched.status().orElseThrow();
            while (!status.refused() && System.currentTimeMillis() < until) {
                Thread.sleep(20);
                status = watched.status().orElseThrow();
            }
            assertThat(status.refusedVersion()).isEqualTo(bad.manifest().version());
            assertThat(status.reason()).startsWith("its features must be bias, together, ");
            assertThat(run.give(tick()).out()).isEmpty();
            run.give(example("e2", at(0, 11)));
            assertThat(last(run.out()).version()).isEqualTo("blend-1+" + second);
        }
    }

    @Test
    void aBoundedRunStaysWithTheVersionThatStoodAtItsStart() throws Exception {
        String first = publish(-2);
        try (OperatorRun<RankerInput, Void, RankerModel> run =
                ranker(true, folder.toString()).open(1)) {
            run.give(example("e1", at(0, 9))).watermark(closing(0));
            assertThat(last(run.out()).version()).isEqualTo("blend-1+" + first);
            publish(-3);
            run.restart(1).give(example("e2", at(1, 9))).watermark(closing(1));
            assertThat(last(run.out()).version()).isEqualTo("blend-2+" + first);
        }
    }

    @Test
    void weightsOfFeaturesThatCameLaterAreTheirOwn() {
        RankerState ranker = new RankerState();
        ranker.beginWith("ranker/old", new double[] {7, 8});

        assertThat(ranker.priors()).startsWith(7, 8).hasSize(Feature.COUNT);
        assertThat(ranker.priors()[2]).isEqualTo(Feature.priors()[2]);
    }
}
