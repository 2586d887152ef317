package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionExperimentTest {
    private static final int PRODUCTS = 60;
    private static final long SPLIT = 300;

    /** Product i leads to i + 1: order tells all, company half of it, popularity nothing. */
    @Test
    void whoeverLooksAtTheOrderTellsTheNextProduct() {
        Map<String, SessionExperiment.Result> results =
                new SessionExperiment(log(), SPLIT, progress -> {}).run(1);

        assertThat(results.keySet())
                .containsExactly(
                        "popularity", "item-knn", "sequential-rules", "two-tower", "blend");
        assertThat(results.values()).extracting(r -> r.steps()).containsOnly(100 * 4);
        assertThat(results.get("sequential-rules").mrr20()).isGreaterThan(0.95);
        assertThat(results.get("item-knn").mrr20()).isBetween(0.3, 0.8);
        assertThat(results.get("popularity").hr20()).isLessThan(0.6);
        assertThat(results.get("blend").mrr20()).isGreaterThan(0.9);
    }

    @Test
    void aSessionIsInOrderAndHasNoStepInPlace() {
        SessionLog log =
                SessionLog.of(
                        Logs.catalogue(3),
                        List.of(
                                new Click("s", 3, "p2"),
                                new Click("s", 1, "p1"),
                                new Click("s", 2, "p1"),
                                new Click("s", 4, "new"),
                                new Click("alone", 5, "p1")));

        assertThat(log.size()).isEqualTo(1);
        assertThat(log.between(0, 9).get(0).items()).containsExactly(1, 2, 3);
        assertThat(log.between(1, 2)).hasSize(1);
        assertThat(log.between(2, 9)).isEmpty();
    }

    private static SessionLog log() {
        Random random = new Random(1);
        List<Click> clicks = new ArrayList<>();
        for (int session = 0; session < 400; session++) {
            int first = random.nextInt(PRODUCTS);
            for (int step = 0; step < 5; step++) {
                String product = "p" + (first + step) % PRODUCTS;
                clicks.add(new Click("s" + session, session, product));
            }
        }
        return SessionLog.of(Logs.catalogue(PRODUCTS), clicks);
    }
}
