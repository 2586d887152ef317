package io.tillstream.recommendations;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.interaction;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.order;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.InputEvent;
import io.tillstream.events.Interaction;
import io.tillstream.events.Product;
import io.tillstream.events.StockLevel;
import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.registry.StoredModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidateLogTest {
    private static Product product(String id) {
        return new Product(
                id,
                false,
                "The " + id,
                "c" + id.length(),
                null,
                "b",
                100_000L,
                "EUR",
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                true);
    }

    private static List<InputEvent> shop(InputEvent... events) {
        List<InputEvent> all = new ArrayList<>(List.of(events));
        for (int i = 0; i < 6; i++) {
            all.add(product("p" + i));
        }
        return all;
    }

    private static float feature(LoggedPurchase purchase, String product, Feature feature) {
        return purchase.before().feature(purchase.before().indexOf(product), feature);
    }

    private static InputEvent seen(String id, String product, long time) {
        return interaction(Interaction.Kind.VIEW, id, product, time);
    }

    @Test
    void aPurchaseIsLoggedWithWhatWasKnownBeforeIt() {
        List<LoggedPurchase> log =
                CandidateLog.of(
                        shop(
                                sale("r1", "ada", at(0, 9), line("p1", 1, 10), line("p2", 1, 10)),
                                sale("r2", "ada", at(0, 10), line("p1", 1, 10)),
                                sale("r3", "bob", at(1, 9), line("p1", 1, 10)),
                                sale("r4", null, at(1, 9), line("p3", 1, 10))));

        assertThat(log).extracting(LoggedPurchase::eventId).containsExactly("r1", "r2", "r3");
        assertThat(log.get(0).bought()).containsExactly("p1", "p2");
        assertThat(log.get(0).catalogue()).isEqualTo(6);
        assertThat(feature(log.get(0), "p1", Feature.REPEAT)).isZero();
        assertThat(feature(log.get(1), "p1", Feature.REPEAT)).isPositive();
        assertThat(feature(log.get(1), "p1", Feature.POPULAR)).as("of the same day").isZero();
        assertThat(feature(log.get(2), "p1", Feature.POPULAR)).isEqualTo(1);
        assertThat(log.get(2).before().byPopularity()).startsWith("p1", "p2");
    }

    @Test
    void aSearchTeachesNothing() {
        InputEvent sale = sale("r1", "ada", at(0, 9), line("p1", 1, 10));
        List<LoggedPurchase> log =
                CandidateLog.of(shop(search("e1", "session", "p2", at(0, 8)), sale));

        assertThat(log).usingRecursiveComparison().isEqualTo(CandidateLog.of(shop(sale)));
    }

    @Test
    void noPurchaseKnowsWhatCameLater() {
        List<InputEvent> first = randomShop(20);
        List<InputEvent> all = new ArrayList<>(first);
        all.addAll(randomShop(40));
        List<LoggedPurchase> expected = CandidateLog.of(first);
        List<LoggedPurchase> log = CandidateLog.of(shuffled(unique(all)));

        assertThat(expected).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(log.get(i)).usingRecursiveComparison().isEqualTo(expected.get(i));
        }
    }

    /** Purchases of as many days, more of them for more days. */
    private static List<InputEvent> randomShop(int days) {
        Random random = new Random(3);
        List<InputEvent> events = new ArrayList<>(shop());
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < 4; i++) {
                String product = "p" + random.nextInt(6);
                String id = day + "-" + i;
                events.add(seen("v" + id, product, at(day, i)));
                events.add(sale("r" + id, "ada" + i, at(day, 9 + i), line(product, 1, 10)));
            }
        }
        return events;
    }

    private static List<InputEvent> unique(List<InputEvent> events) {
        return events.stream().distinct().toList();
    }

    private static List<InputEvent> shuffled(List<InputEvent> events) {
        List<InputEvent> all = new ArrayList<>(events);
        Collections.shuffle(all, new Random(1));
        return all;
    }

    @Test
    void whatWasLookedAtBeforeLoginIsTheCustomersFromTheNextEventOn() {
        Interaction loggedIn =
                new Interaction(
                        7, "v2", Interaction.Kind.VIEW, "session", "ada", at(0, 9), "p4", 0, null);
        List<LoggedPurchase> log =
                CandidateLog.of(
                        shop(
                                new Interaction(
                                        6,
                                        "v1",
                                        Interaction.Kind.VIEW,
                                        "session",
                                        null,
                                        at(0, 8),
                                        "p3",
                                        0,
                                        null),
                                loggedIn,
                                order("o1", "ada", at(0, 10), line("p3", 1, 10))));

        assertThat(feature(log.get(0), "p3", Feature.INTEREST)).isPositive();
        assertThat(feature(log.get(0), "p4", Feature.INTEREST)).isPositive();
    }

    @Test
    void whatIsOutOfStockIsNoCandidateFromTheNextDayOn() {
        List<LoggedPurchase> log =
                CandidateLog.of(
                        shop(
                                new StockLevel("s1", "p1", 1, null, null, at(0, 1)),
                                sale("r1", "ada", at(0, 9), line("p1", 1, 10)),
                                sale("r2", "ada", at(1, 9), line("p2", 1, 10))));

        assertThat(log.get(0).before().productIds()).contains("p1");
        assertThat(log.get(1).before().productIds()).doesNotContain("p1").contains("p2");
    }

    @Test
    void whatIsTrainedIsBetterOnDaysThatItDidNotSee() throws Exception {
        // Everybody buys what they looked at last, and looks at everything else more often.
        List<InputEvent> events = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            events.add(product("p" + i));
        }
        for (int day = 0; day < 20; day++) {
            for (int i = 0; i < 10; i++) {
                String id = day + "-" + i;
                for (int v = 0; v < 4; v++) {
                    String other = "p" + (30 + random.nextInt(30));
                    events.add(sale("x" + id + v, null, at(day, 3), line(other, 1, 10)));
                }
                String wanted = "p" + random.nextInt(30);
                events.add(
                        new Interaction(
                                id.hashCode(),
                                "v" + id,
                                Interaction.Kind.VIEW,
                                "s" + id,
                                "ada" + i,
                                at(day, 9),
                                wanted,
                                0,
                                null));
                events.add(order("o" + id, "ada" + i, at(day, 10), line(wanted, 1, 10)));
            }
        }
        List<LoggedPurchase> log = CandidateLog.of(events);
        long until = io.tillstream.events.Events.DAY + 20;
        StoredModel made = new RankerRelease(log, until, 5, line -> {}).train();

        Map<String, Double> metrics = made.manifest().metrics();
        assertThat(metrics.get("judged_purchases")).isEqualTo(50);
        assertThat(metrics.get("ndcg_at_10"))
                .isGreaterThan(metrics.get("prior_ndcg_at_10"))
                .isGreaterThan(metrics.get("popularity_ndcg_at_10"));
        assertThat(metrics).containsKeys("learning_hr_at_10", "stream_hr_at_10", "hr_at_10");
        BlendWeights weights = BlendWeights.load(made, Feature.labels());
        assertThat(weights.values()[Feature.POPULAR.ordinal()]).isLessThan(Feature.POPULAR.prior());
        assertThat(new RankerRelease(log, until, 0, line -> {}).train().manifest().id())
                .as("the same weights are the same version")
                .isEqualTo(made.manifest().id());
        double[] without =
                BlendWeights.load(
                                new RankerRelease(log, until - 5, 0, line -> {}).train(),
                                Feature.labels())
                        .values();
        assertThat(
                        new RankerRelease(log, until, 5, line -> {})
                                .train(new BlendWeights(without))
                                .manifest()
                                .metrics())
                .as("what runs is judged on the same days: here it is what was held out of")
                .containsEntry("running_ndcg_at_10", metrics.get("ndcg_at_10"));
        assertThatThrownBy(() -> new RankerRelease(log, until - 20, 0, line -> {}).train())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no purchases");
    }
}
