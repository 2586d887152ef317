package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.models.TestModels;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.StoredModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TowerReleaseTest {
    private static final int DAYS = 40;

    @TempDir private Path folder;

    private final PurchaseLog log = PurchaseLog.of(Logs.catalogue(20), Logs.twoTastes(DAYS));

    @Test
    void whatIsPublishedIsReadAndLoadedAndGivesTheSameVectors() throws Exception {
        StoredModel made = release(DAYS, 0).train(1);
        var registry = new ModelRegistry(folder);
        registry.publish(made);
        float[] expected;
        try (TwoTower trained =
                TwoTower.of(
                        new TwoTowerTraining(log, ProductLooks.NONE, DAYS).train(1),
                        log.products(),
                        ProductLooks.NONE)) {
            expected = trained.item(7);
        }
        try (Towers towers = Towers.load(registry.read(made.manifest().id()))) {
            assertThat(towers.items(log.products().subList(7, 8)))
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(expected);
        }
    }

    @Test
    void theManifestTellsWhatItWasTrainedOnAndHowGoodItIsOnDaysThatItDidNotSee() {
        ModelManifest manifest = release(DAYS - 1, 5).train(1).manifest();
        assertThat(manifest.training().from()).isEqualTo(Instant.EPOCH);
        assertThat(manifest.training().to()).isEqualTo(Instant.EPOCH.plusSeconds(86_400 * 39));
        assertThat(manifest.metrics().get("judged_purchases_all")).isEqualTo(200);
        assertThat(manifest.metrics().get("hr_at_10_all"))
                .isGreaterThan(manifest.metrics().get("popularity_hr_at_10_all") + 0.2);
    }

    @Test
    void whatRunsIsJudgedOnTheSameDaysBesideIt() throws Exception {
        StoredModel running = release(DAYS - 5, 0).train(1);
        StoredModel poor = new TowerRelease(log, ProductLooks.NONE, 2, 0, p -> {}).train(7);
        // The first is what was trained without the days that are held out.
        Map<StoredModel, Double> margins = Map.of(running, 1e-6, poor, -0.1);
        for (Map.Entry<StoredModel, Double> margin : margins.entrySet()) {
            try (TwoTower tower =
                    new TwoTower(Towers.load(margin.getKey()), log.products(), ProductLooks.NONE)) {
                Map<String, Double> metrics = release(DAYS, 5).train(1, tower).manifest().metrics();
                assertThat(metrics.get("running_judged_purchases_all"))
                        .isEqualTo(metrics.get("judged_purchases_all"));
                assertThat(metrics.get("running_ndcg_at_10_all"))
                        .isLessThanOrEqualTo(metrics.get("ndcg_at_10_all") + margin.getValue());
            }
        }
    }

    @Test
    void theHashIsThatOfTheDaysTrainedOnOnly() {
        String hash = log.sha256(DAYS - 5);
        assertThat(PurchaseLog.of(Logs.catalogue(20), Logs.twoTastes(DAYS - 5)).sha256(DAYS - 5))
                .isEqualTo(hash);
        assertThat(log.sha256(DAYS - 4)).isNotEqualTo(hash);
    }

    @Test
    void refusesAModelThatIsNoTwoTowers() throws Exception {
        StoredModel other = TestModels.stored("towers", "1");
        assertThatThrownBy(() -> Towers.load(other)).isInstanceOf(ModelRefusedException.class);
    }

    @Test
    void saysThatThereIsNothingToLearnFrom() {
        assertThatThrownBy(() -> release(3, 3).train(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("before 1970-01-01");
    }

    private TowerRelease release(int until, int heldOut) {
        return new TowerRelease(log, ProductLooks.NONE, until, heldOut, progress -> {});
    }
}
