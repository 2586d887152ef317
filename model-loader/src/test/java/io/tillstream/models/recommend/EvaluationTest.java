package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final double LOG2_OF_3 = Math.log(3) / Math.log(2);

    /** Before day 1: a is bought twice, b once by c1. On day 1 c1 buys b and c. */
    private final PurchaseLog log =
            PurchaseLog.of(
                    List.of(product("a", null), product("b", null), product("c", null)),
                    List.of(
                            purchase(null, 0, "a"),
                            purchase("c1", 0, "a", "b"),
                            purchase("c1", 1, "b", "c")));

    @Test
    void listsAreJudgedOnEveryProductOfThePurchase() {
        Accuracy accuracy = judge(log).get(Task.ALL);
        // The list is a, b, c: b stands second and c third.
        assertThat(accuracy.baskets()).isEqualTo(1);
        assertThat(accuracy.items()).isEqualTo(2);
        assertThat(accuracy.hr1()).isZero();
        assertThat(accuracy.hr10()).isEqualTo(1);
        assertThat(accuracy.mrr()).isEqualTo(0.5);
        double gained = 1 / LOG2_OF_3 + 0.5;
        assertThat(accuracy.ndcg10()).isCloseTo(gained / (1 + 1 / LOG2_OF_3), within(1e-9));
        assertThat(accuracy.coverage()).isEqualTo(1);
        // Two of three lines were of a, one of b; nobody had bought c.
        double novelty = -(Math.log(2 / 3.0) + Math.log(1 / 3.0)) / 2 / Math.log(2);
        assertThat(accuracy.novelty()).isCloseTo(novelty, within(1e-9));
    }

    @Test
    void whatTheCustomerHasIsNeitherShownNorJudgedWhereNewProductsAreAsked() {
        Accuracy accuracy = judge(log).get(Task.NEW);
        assertThat(accuracy.items()).isEqualTo(1);
        assertThat(accuracy.hr1()).isEqualTo(1);
        assertThat(accuracy.coverage()).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void whatIsLaunchedLaterIsNoCandidateAndBoughtAllTheSameAMiss() {
        PurchaseLog late =
                PurchaseLog.of(
                        List.of(product("a", null), product("c", Logs.DAY)),
                        List.of(purchase("c1", 0, "a"), purchase("c1", 1, "c")));
        assertThat(judge(late).get(Task.ALL).hr10()).isZero();
        assertThat(judge(late).get(Task.ALL).items()).isEqualTo(1);
    }

    @Test
    void purchasesOfTheSameDayAreNotKnownThoseOfTheDayBeforeAre() {
        PurchaseLog days =
                PurchaseLog.of(
                        List.of(product("a", null), product("b", null)),
                        List.of(
                                purchase("c1", 0, "a"),
                                purchase("c1", 1, "b"),
                                purchase("c2", 1, "b"),
                                purchase("c3", 2, "b")));
        // On day 1 the list begins with a, on day 2 with b.
        assertThat(judge(days).get(Task.ALL).hr1()).isCloseTo(1 / 3.0, within(1e-9));
    }

    private static Map<Task, Accuracy> judge(PurchaseLog log) {
        return new Evaluation(log, 1)
                .judge(List.of(Baselines.popularity()), Integer.MAX_VALUE)
                .get("popularity");
    }

    private static ProductFacts product(String id, Long launchedAt) {
        return new ProductFacts(id, id, "", null, null, launchedAt);
    }

    private static Purchase purchase(String customer, int day, String... products) {
        return new Purchase(customer, day * Logs.DAY, List.of(products));
    }
}
