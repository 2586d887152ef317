package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProductLooksTest {
    private static final int DAYS = 40;
    private static final int BOUGHT = 20;
    private static final ModelVersion ENCODER = new ModelVersion("style-encoder", "1");
    private static final String OTHER = "style-encoder/2";

    /** Two products that nobody bought and of which the same is known. */
    private static final List<ProductFacts> CATALOGUE = catalogue();

    private final PurchaseLog log = PurchaseLog.of(CATALOGUE, Logs.twoTastes(DAYS));
    private final ProductLooks looks = ProductLooks.of(ENCODER, embeddings());

    private static List<ProductFacts> catalogue() {
        List<ProductFacts> products = new ArrayList<>(Logs.catalogue(BOUGHT));
        for (int i = BOUGHT; i < BOUGHT + 2; i++) {
            products.add(new ProductFacts("p" + i, "new thing", "c0", null, 9.0, null));
        }
        return products;
    }

    /** Even products look alike, and odd ones do. */
    private static Map<String, float[]> embeddings() {
        Random random = new Random(5);
        float[][] styles = {unit(random, new float[ItemEncoder.WIDTH], 1), null};
        styles[1] = unit(random, new float[ItemEncoder.WIDTH], 1);
        Map<String, float[]> embeddings = new HashMap<>();
        for (int i = 0; i < CATALOGUE.size(); i++) {
            embeddings.put("p" + i, unit(random, styles[i % 2], 0.05));
        }
        return embeddings;
    }

    private static float[] unit(Random random, float[] around, double noise) {
        double[] drawn = new double[around.length];
        Arrays.setAll(drawn, i -> around[i] + noise * random.nextGaussian());
        double length = Math.sqrt(Arrays.stream(drawn).map(x -> x * x).sum());
        float[] unit = new float[drawn.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (drawn[i] / length);
        }
        return unit;
    }

    @Test
    void aNewProductIsScoredByItsLook() {
        byte[] module = new TwoTowerTraining(log, looks, DAYS).train(1);
        ShopState state = Evaluation.stateBefore(log, DAYS);
        boolean[] allowed = log.launchedBefore(DAYS);
        try (TwoTower tower = TwoTower.of(module, log.products(), looks)) {
            for (Basket basket : log.baskets().subList(0, 20)) {
                int taste = basket.items()[0] % 2;
                double[] scores = tower.score(state, basket.customer(), DAYS, allowed);
                assertThat(scores[BOUGHT + taste]).isGreaterThan(scores[BOUGHT + 1 - taste] + 0.1);
            }
        }
    }

    @Test
    void whatAnotherEncoderSawIsLeftOut() throws ModelRefusedException {
        StoredModel stored = new TowerRelease(log, looks, DAYS, 0, progress -> {}).train(1);
        assertThat(stored.manifest().encoder()).isEqualTo(ENCODER);
        try (Towers towers = Towers.load(stored)) {
            List<ProductFacts> product = log.products().subList(0, 1);
            ProductLook look = looks.of("p0");
            float[] without = towers.items(product);
            assertThat(towers.items(product, List.of(look))).isNotEqualTo(without);
            assertThat(towers.items(product, List.of(new ProductLook(OTHER, look.vector()))))
                    .isEqualTo(without);
            assertThat(towers.items(product, Collections.nCopies(1, null))).isEqualTo(without);
        }
    }

    @Test
    void towersThatWereTrainedWithoutPicturesAskForNone() throws ModelRefusedException {
        StoredModel stored =
                new TowerRelease(log, ProductLooks.NONE, DAYS, 0, progress -> {}).train(1);
        assertThat(stored.manifest().encoder()).isNull();
        try (Towers towers = Towers.load(stored)) {
            List<ProductFacts> product = log.products().subList(0, 1);
            assertThat(towers.items(product, List.of(looks.of("p0"))))
                    .isEqualTo(towers.items(product));
        }
    }

    @Test
    void aVectorOfAnotherWidthIsFolded() {
        Random random = new Random(6);
        double off = 0;
        for (int i = 0; i < 50; i++) {
            float[] one = unit(random, new float[2_048], 1);
            float[] other = unit(random, one, 0.01);
            ProductLook folded = ProductLook.of("e/1", one);
            assertThat(folded.vector()).hasSize(ItemEncoder.WIDTH);
            assertThat(dot(folded.vector(), folded.vector())).isCloseTo(1, within(1e-5));
            assertThat(folded).isEqualTo(ProductLook.of("e/1", one));
            off += dot(folded.vector(), ProductLook.of("e/1", other).vector()) - dot(one, other);
        }
        assertThat(off / 50).isCloseTo(0, within(0.03));
    }

    @Test
    void aVectorOfTheTowersWidthIsTakenAsItIs() {
        float[] vector = unit(new Random(7), new float[ItemEncoder.WIDTH], 1);
        assertThat(ProductLook.of("e/1", vector).vector()).containsExactly(vector);
        assertThat(ProductLook.of("e/1", new float[] {1}).vector()).startsWith(1, 0).hasSize(64);
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
