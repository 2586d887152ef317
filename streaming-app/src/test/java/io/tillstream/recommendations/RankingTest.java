package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.recommendations.RecommendationStories.candidates;
import static io.tillstream.recommendations.RecommendationStories.example;
import static io.tillstream.recommendations.RecommendationStories.moment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {
    private static final double[] DOWNWARDS = {0.9, 0.8, 0.7, 0.6};

    private static Candidates ofCategories(String... categories) {
        Candidates some = candidates("a", "b", "c", "d");
        return new Candidates(
                some.productIds(),
                categories,
                some.reasons(),
                some.boosts(),
                some.features(),
                some.byPopularity(),
                some.byTies(),
                null,
                null,
                null);
    }

    @Test
    void aCategoryIsBoundedAsLongAsThereAreOthers() {
        Candidates candidates = ofCategories("x", "x", "x", "y");

        assertThat(new Slate(3, 2).of(candidates, DOWNWARDS, Map.of())).containsExactly(0, 1, 3);
        assertThat(new Slate(4, 2).of(candidates, DOWNWARDS, Map.of())).containsExactly(0, 1, 3, 2);
    }

    @Test
    void aPinnedProductHasItsPlace() {
        Candidates candidates = ofCategories("x", "y", "z", "w");

        assertThat(new Slate(3, 2).of(candidates, DOWNWARDS, Map.of("d", 2, "z", 1)))
                .containsExactly(0, 3, 1);
    }

    @Test
    void theRankerLearnsWhatIsBought() {
        RankerState ranker = new RankerState();
        Candidates candidates = candidates("p1", "p2", "p3");
        assertThat(Blend.chances(candidates, ranker.weights())[0])
                .isGreaterThan(Blend.chances(candidates, ranker.weights())[2]);
        for (int i = 0; i < 2_000; i++) {
            ranker.learn(example("e" + i, at(0, 9) + i).example());
        }

        double[] chances = Blend.chances(candidates, ranker.weights());
        assertThat(chances[2]).isGreaterThan(chances[1]).isGreaterThan(chances[0]);
        assertThat(ranker.model(DAY).version()).isEqualTo("blend-2000");
    }

    @Test
    void anIdIsTheSameForTheSameAndTellsItsVariant() {
        String id = RecommendationId.of("salt", "s", "e", Variant.PRIOR);

        assertThat(RecommendationId.of("salt", "s", "e", Variant.PRIOR)).isEqualTo(id);
        assertThat(RecommendationId.of("salt", "s", "f", Variant.PRIOR)).isNotEqualTo(id);
        assertThat(RecommendationId.of("salt", "t", "e", Variant.PRIOR)).isNotEqualTo(id);
        assertThat(RecommendationId.variantOf("salt", id)).isEqualTo(Variant.PRIOR);
    }

    @Test
    void anIdThatWeNeverMadeTellsNoVariant() {
        String id = RecommendationId.of("salt", "s", "e", Variant.PRIOR);

        assertThat(RecommendationId.variantOf("pepper", id)).isNull();
        assertThat(RecommendationId.variantOf("salt", id.replace("prior", "learnt"))).isNull();
        assertThat(RecommendationId.variantOf("salt", id + "x")).isNull();
        assertThat(RecommendationId.variantOf("salt", "0".repeat(30) + "-prior")).isNull();
        assertThat(RecommendationId.variantOf("salt", "rec-e2")).isNull();
        assertThat(RecommendationId.variantOf("salt", null)).isNull();
    }

    @Test
    void whatWasWrittenBeforeAFeatureWasAddedIsStillUnderstood() {
        Candidates today = candidates("p1", "p2", "p3");
        int width = Feature.COUNT - 1;
        float[] narrow = new float[3 * width];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(today.features(i), 0, narrow, i * width, width);
        }
        Candidates old =
                new Candidates(
                        today.productIds(),
                        today.categories(),
                        today.reasons(),
                        today.boosts(),
                        narrow,
                        today.byPopularity(),
                        today.byTies(),
                        null,
                        null,
                        null);
        RankerState ranker = new RankerState();
        ranker.gradients = new double[width];
        ranker.squares = new double[width];
        ranker.learn(new Example("e", 0, narrow, new boolean[] {true, false, false}));
        RankerState same = new RankerState();
        same.learn(new Example("e", 0, today.features(), new boolean[] {true, false, false}));

        assertThat(ranker.weights()).containsExactly(same.weights());
        assertThat(Blend.chances(old, ranker.weights()))
                .containsExactly(Blend.chances(today, ranker.weights()));
        assertThat(old.feature(1, Feature.POPULAR)).isEqualTo(today.feature(1, Feature.POPULAR));
    }

    @Test
    void whatManyHaveInCommonIsToldOnceAndReadAsBefore() {
        Candidates old = candidates("a", "b");
        Candidates today =
                new Candidates(
                        new String[] {"c", "d", "e"},
                        new String[] {"x"},
                        new String[] {"popular now", "new here"},
                        new float[] {1, 1, 1},
                        new float[3 * Feature.COUNT],
                        old.byPopularity(),
                        old.byTies(),
                        null,
                        new byte[3],
                        new byte[] {0, 1, 1});
        Candidates both = old.plus(today);

        assertThat(IntStream.range(0, 5).mapToObj(both::category))
                .containsExactly("c0", "c1", "x", "x", "x");
        assertThat(IntStream.range(0, 5).mapToObj(both::reason))
                .containsExactly(
                        "popular now", "popular now", "popular now", "new here", "new here");
        assertThat(today.plus(old).category(4)).isEqualTo("c1");
    }

    private static Map<Variant, Integer> drawn(Experiment experiment, RankerModel model) {
        Map<Variant, Integer> counts = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            counts.merge(experiment.variantOf("customer:" + i, DAY, model), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void controlsAreSplitEvenlyAndOthersGetWhatIsClicked() {
        RankerModel model =
                new RankerModel(
                        DAY,
                        "v",
                        Feature.priors(),
                        null,
                        new double[] {1_000, 1_000},
                        new double[] {20, 90});

        assertThat(drawn(new Experiment("salt", 1), model).get(Variant.LEARNT))
                .isBetween(1_850, 2_150);
        assertThat(drawn(new Experiment("salt", 0), model).get(Variant.PRIOR)).isGreaterThan(3_990);
        assertThat(drawn(new Experiment("salt", 0), untaught()).get(Variant.PRIOR))
                .isBetween(1_850, 2_150);
    }

    @Test
    void aShopperKeepsTheVariantForADayAndAnotherSaltShuffles() {
        RankerModel model = untaught();
        Experiment experiment = new Experiment("salt", 0.1);
        Experiment other = new Experiment("pepper", 0.1);
        int moved = 0;
        for (int i = 0; i < 1_000; i++) {
            Variant variant = experiment.variantOf("c" + i, DAY, model);
            assertThat(experiment.variantOf("c" + i, DAY, model)).isEqualTo(variant);
            moved += other.variantOf("c" + i, DAY, model) == variant ? 0 : 1;
        }
        assertThat(moved).isBetween(400, 600);
    }

    @Test
    void aBoostCanTurnTheOrder() {
        Candidates some = candidates("p1", "p2");
        some.boosts()[1] = 3;
        Recommendation recommendation =
                Ranking.of(
                        moment("ada", "e", at(0, 9), some),
                        untaught(),
                        Variant.PRIOR,
                        RecommendationStories.settings(true, Duration.ZERO),
                        7);

        assertThat(recommendation.productIds()).containsExactly("p2", "p1");
        assertThat(recommendation.emittedAt()).isEqualTo(7);
        assertThat(recommendation.scores()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void scoresAreThoseOfTheBook() {
        Scores scores = new Scores();
        String[] list = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"};
        scores.add(list, Set.of("a"), 22);
        scores.add(list, Set.of("c", "z"), 22);
        scores.add(list, Set.of("k"), 22);
        scores.add(list, Set.of("z"), 22);
        Map<String, Double> metrics = new HashMap<>();
        scores.metrics(Map.of("a", 9)).forEach(m -> metrics.put(m.name(), m.value()));

        double half = 1 / (1 + 1 / (Math.log(3) / Math.log(2))) / 2;
        assertThat(metrics.get("purchases")).isEqualTo(4);
        assertThat(metrics.get("hr@1")).isEqualTo(0.25);
        assertThat(metrics.get("hr@10")).isEqualTo(0.5);
        assertThat(metrics.get("ndcg@10")).isCloseTo((1 + half) / 4, within(1e-9));
        assertThat(metrics.get("mrr")).isCloseTo((1 + 1.0 / 3 + 1.0 / 11) / 4, within(1e-9));
        assertThat(metrics.get("coverage")).isCloseTo(10.0 / 22, within(1e-9));
        double bits = Math.log(31) / Math.log(2);
        assertThat(metrics.get("novelty"))
                .isCloseTo(bits - Math.log(10) / Math.log(2) / 10, within(1e-9));
    }

    @Test
    void anIntervalOfClicksNarrows() {
        ClickRate few = ClickRate.of(1, 10);
        ClickRate many = ClickRate.of(100, 1_000);

        assertThat(few.low()).isBetween(0.0, 0.1);
        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
        assertThat(many.low()).isCloseTo(0.0829, within(1e-3));
        assertThat(ClickRate.of(0, 0)).isEqualTo(new ClickRate(0, 0, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; the rules must be an object",
                "{'pin': ['p1']}; pin must be an object",
                "{'exclude': []}; exclude must be an object",
                "{'boost': 'p1'}; boost must be an object",
                "{'boost': {'brands': ['b']}}; boost.brands must be an object",
                "{; no JSON",
                "{'hide': {}}; unknown rule hide",
                "{'exclude': {'colours': []}}; unknown rule exclude.colours",
                "{'exclude': {'brands': [1]}}; exclude.brands must hold texts",
                "{'pin': {'p1': 0}}; pin.p1 must be a place from 1 to 100",
                "{'pin': {'p1': 1, 'p2': 1}}; place 1 is taken",
                "{'boost': {'brands': {'b': -1}}}; boost.brands.b must lie above 0",
            })
    void wrongRulesAreToldInOneLine(String json, String message) {
        assertThatThrownBy(() -> BusinessRules.parse(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void anExampleHoldsWhatWasBoughtAndSomeOthers() {
        String[] ids = new String[100];
        Arrays.setAll(ids, i -> "p" + i);
        Example example = Example.of("e", 0, candidates(ids), List.of("p99"));

        assertThat(example.bought()).hasSize(21).endsWith(true);
        assertThat(example.features()).hasSize(21 * Feature.COUNT);
        assertThat(Example.of("e", 0, candidates(ids), List.of("q"))).isNull();
    }

    private static RankerModel untaught() {
        return new RankerState().model(ItemCard.AT_ONCE);
    }
}
