package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.models.inference.InferenceException;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.tensors.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Towers whose call fails now and then. */
class TowerFailureTest {
    private static final ShopperPast NOBODY = ShopperPast.of(new String[0], new long[0], 0, 1);

    private final TowerShelf<String> shelf = new TowerShelf<>();
    private boolean fails;
    private Towers towers;

    @BeforeEach
    void start() throws Exception {
        for (ProductFacts product : Logs.catalogue(5)) {
            shelf.put(item(product, product.title(), true));
        }
        try (TowerModule module = TowerModule.fresh(1)) {
            var stored = Towers.store(module.write(), "1", Logs.catalogue(5), null, null, Map.of());
            towers = new Towers(new Failing(new ModelLoader().load(stored)));
        }
    }

    @AfterEach
    void end() {
        towers.close();
    }

    private static TowerItem<String> item(ProductFacts is, String title, boolean shown) {
        var facts = new ProductFacts(is.id(), title, is.category(), is.brand(), 3.0, null);
        return new TowerItem<>(facts, null, shown, is.id());
    }

    private List<String> ask(TowerScorer<String> scorer) {
        return scorer.answer(List.of(new TowerQuestion(shelf.seal(), NOBODY))).get(0).cards();
    }

    @Test
    void aProductThatCouldNotBeEncodedIsEncodedBeforeTheNextAnswer() {
        try (TowerScorer<String> scorer = new TowerScorer<>(towers, shelf, 5, Integer.MAX_VALUE)) {
            assertThat(ask(scorer)).contains("p1");
            fails = true;
            shelf.put(item(Logs.catalogue(5).get(1), "sold out", false));
            assertThatThrownBy(() -> ask(scorer)).isInstanceOf(InferenceException.class);
            fails = false;
            assertThat(ask(scorer)).hasSize(4).doesNotContain("p1");
        }
    }

    @Test
    void aScorerThatCouldNotBeMadeFollowsNothing() {
        fails = true;
        assertThatThrownBy(() -> new TowerScorer<>(towers, shelf, 5, Integer.MAX_VALUE))
                .isInstanceOf(InferenceException.class);
        assertThat(shelf.followers()).isZero();
    }

    private final class Failing implements LoadedModel {
        private final LoadedModel model;

        Failing(LoadedModel model) {
            this.model = model;
        }

        @Override
        public ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<Tensor> run(String method, List<Tensor> inputs) {
            if (fails) {
                throw new InferenceException("no memory", null);
            }
            return model.run(method, inputs);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
