package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TowerScorerTest {
    private static final int DAYS = 40;

    /** Trained a little: towers that were not add nothing to what is pooled. */
    private static final byte[] MODULE =
            new TwoTowerTraining(
                            PurchaseLog.of(Logs.catalogue(20), Logs.purchases(1, 3, 20, 10)),
                            ProductLooks.NONE,
                            10)
                    .train(1);

    private final PurchaseLog log = PurchaseLog.of(Logs.catalogue(20), Logs.twoTastes(DAYS));
    private final TowerShelf<String> shelf = new TowerShelf<>();
    private final List<String> calls = new ArrayList<>();
    private Towers towers;
    private TowerScorer<String> scorer;

    @BeforeEach
    void start() throws Exception {
        log.products().forEach(product -> put(product, true));
        StoredModel stored = Towers.store(MODULE, "1", log.products(), null, null, Map.of());
        towers = new Towers(new Watched(new ModelLoader().load(stored)));
        scorer = new TowerScorer<>(towers, shelf, 10, Integer.MAX_VALUE);
    }

    @AfterEach
    void end() {
        scorer.close();
        towers.close();
    }

    @Test
    void scoresAreThoseOfTheModelThatWasJudged() throws Exception {
        ShopState state = Evaluation.stateBefore(log, DAYS);
        ShopperHistory history = state.shopper(3);
        ShopperPast past =
                ShopperPast.of(
                        history.items().stream().map(i -> "p" + i.item()).toArray(String[]::new),
                        history.items().stream().mapToLong(OwnedItem::lastDay).toArray(),
                        history.baskets(),
                        DAYS);
        TowerAnswer<String> answer = ask(past);
        try (TwoTower judged = TwoTower.of(MODULE, log.products(), ProductLooks.NONE)) {
            double[] scores = judged.score(state, 3, DAYS, log.launchedBefore(DAYS));
            assertThat(answer.cards()).hasSize(10);
            for (int i = 0; i < 10; i++) {
                int item = Integer.parseInt(answer.cards().get(i).substring(1));
                assertThat((double) answer.scores()[i])
                        .isCloseTo(scores[item], org.assertj.core.api.Assertions.within(1e-4));
            }
        }
    }

    @Test
    void aQuestionIsAnsweredFromTheShelfAsItStoodWhenItWasAsked() {
        long before = shelf.seal();
        String best = ask(past("p4")).cards().get(0);
        put(product(best), false);
        long after = shelf.seal();
        List<TowerAnswer<String>> answers =
                scorer.answer(
                        List.of(
                                new TowerQuestion(before, past("p4")),
                                new TowerQuestion(after, past("p4"))));
        assertThat(answers.get(0).cards()).startsWith(best);
        assertThat(answers.get(1).cards()).doesNotContain(best);
    }

    @Test
    void onlyWhatTheItemTowerIsToldOfMakesWork() {
        ask(past("p4"));
        calls.clear();
        put(product("p1"), false);
        ask(past("p4"));
        assertThat(calls).containsExactly("shoppers 64");
        calls.clear();
        ProductFacts is = product("p1");
        put(new ProductFacts(is.id(), "blue thing", is.category(), null, 3.0, null), true);
        put(product("p2"), true);
        ask(past("p4"));
        assertThat(calls).containsExactly("items 64", "shoppers 64");
    }

    @Test
    void aVersionThatIsMadeMeanwhileSeesTheSameShelf() {
        put(product("p7"), false);
        try (TowerScorer<String> next = new TowerScorer<>(towers, shelf, 10, Integer.MAX_VALUE)) {
            put(product("p8"), false);
            var question = new TowerQuestion(shelf.seal(), past("p4"));
            TowerAnswer<String> answer = next.answer(List.of(question)).get(0);
            assertThat(answer.cards()).isEqualTo(ask(past("p4")).cards());
            assertThat(answer.cards()).doesNotContain("p7", "p8");
        }
    }

    @Test
    void anAnswerIsTheSameToTheBitWhoeverElseAsks() {
        TowerAnswer<String> alone = ask(past("p4"));
        List<TowerQuestion> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(new TowerQuestion(shelf.seal(), past("p" + i % 20)));
        }
        for (int i = 4; i < 100; i += 20) {
            assertThat(scorer.answer(many).get(i).scores()).containsExactly(alone.scores());
        }
    }

    @Test
    void ofAShopperOfWhomNothingIsKnownThereIsAnAnswerToo() {
        ShopperPast nothing = ShopperPast.of(new String[0], new long[0], 0, DAYS);
        assertThat(nothing.facts()).containsExactly(0, 0, 0, 1);
        assertThat(ask(nothing).cards()).hasSize(10);
    }

    private TowerAnswer<String> ask(ShopperPast past) {
        return scorer.answer(List.of(new TowerQuestion(shelf.seal(), past))).get(0);
    }

    private static ShopperPast past(String product) {
        return ShopperPast.of(new String[] {product}, new long[] {DAYS - 1}, 1, DAYS);
    }

    private ProductFacts product(String id) {
        return log.products().get(Integer.parseInt(id.substring(1)));
    }

    private void put(ProductFacts facts, boolean shown) {
        shelf.put(new TowerItem<>(facts, null, shown, facts.id()));
    }

    /** A model that notes what it is asked. */
    private final class Watched implements LoadedModel {
        private final LoadedModel model;

        Watched(LoadedModel model) {
            this.model = model;
        }

        @Override
        public ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<Tensor> run(String method, List<Tensor> inputs) {
            calls.add(method + " " + inputs.get(0).batch());
            return model.run(method, inputs);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
