package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TwoTowerTest {
    private static final int DAYS = 40;

    private final PurchaseLog log = PurchaseLog.of(Logs.catalogue(20), Logs.twoTastes(DAYS));

    @Test
    void learnsWhoBuysWhatAndIsTheSameOnceWrittenAndReadAgain() {
        byte[] module = new TwoTowerTraining(log, ProductLooks.NONE, DAYS).train(1);
        ShopState state = Evaluation.stateBefore(log, DAYS);
        try (TwoTower tower = TwoTower.of(module, log.products(), ProductLooks.NONE)) {
            Basket first = log.baskets().get(0);
            double[] scores = tower.score(state, first.customer(), DAYS, log.launchedBefore(DAYS));
            int taste = first.items()[0] % 2;
            assertThat(mean(scores, taste)).isGreaterThan(mean(scores, 1 - taste) + 0.5);
        }
    }

    @Test
    void aSeedGivesOneModelAnotherSeedAnother() {
        PurchaseLog little = PurchaseLog.of(Logs.catalogue(5), Logs.purchases(1, 3, 5, 3));
        TwoTowerTraining training = new TwoTowerTraining(little, ProductLooks.NONE, DAYS);
        List<ProductFacts> products = little.products();
        float[] one = item(training.train(1), products);
        assertThat(item(training.train(1), products)).isEqualTo(one);
        assertThat(item(training.train(2), products)).isNotEqualTo(one);
    }

    private static float[] item(byte[] module, List<ProductFacts> products) {
        try (TwoTower tower = TwoTower.of(module, products, ProductLooks.NONE)) {
            return tower.item(0);
        }
    }

    private static double mean(double[] scores, int parity) {
        double sum = 0;
        for (int i = parity; i < scores.length; i += 2) {
            sum += scores[i];
        }
        return 2 * sum / scores.length;
    }
}
