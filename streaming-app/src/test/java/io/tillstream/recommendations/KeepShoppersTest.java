package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.view;
import static io.tillstream.recommendations.RecommendationStories.baskets;
import static io.tillstream.recommendations.RecommendationStories.belongs;
import static io.tillstream.recommendations.RecommendationStories.bought;
import static io.tillstream.recommendations.RecommendationStories.card;
import static io.tillstream.recommendations.RecommendationStories.counted;
import static io.tillstream.recommendations.RecommendationStories.feedback;
import static io.tillstream.recommendations.RecommendationStories.heard;
import static io.tillstream.recommendations.RecommendationStories.items;
import static io.tillstream.recommendations.RecommendationStories.listed;
import static io.tillstream.recommendations.RecommendationStories.moments;
import static io.tillstream.recommendations.RecommendationStories.purchase;
import static io.tillstream.recommendations.RecommendationStories.queued;
import static io.tillstream.recommendations.RecommendationStories.removed;
import static io.tillstream.recommendations.RecommendationStories.seen;
import static io.tillstream.recommendations.RecommendationStories.sessions;
import static io.tillstream.recommendations.RecommendationStories.shoppers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Interaction;
import io.tillstream.events.Product;
import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeepShoppersTest {
    @Test
    void aLiveClickIsAnsweredAtOnceByWhatIsKnownNow() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, "p2"));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null));
            run.give(seen(view("e1", "p1", at(0, 9))));

            List<Moment> moments = moments(run);
            assertThat(moments)
                    .extracting(Moment::shopper, Moment::eventId, Moment::time)
                    .containsExactly(tuple("session:session", "e1", at(0, 9)));
            assertThat(moments.get(0).candidates().productIds()).contains("p1", "p2");
        }
    }

    @Test
    void aBoundedRunAnswersWhenTheDayIsClosedWithWhatDaysBeforeTaught() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(true, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null));
            run.give(seen(sale("r2", "ada", at(1, 9), line("p1", 1, 1))));
            run.give(seen(sale("r1", "ada", at(0, 9), line("p1", 1, 1))));
            run.broadcast(card("p2", DAY, 50, null));
            run.broadcast(card("p1", DAY + 1, 90, null));
            assertThat(run.out()).isEmpty();
            run.watermark(closing(1));

            List<Moment> moments = moments(run);
            assertThat(moments).extracting(Moment::eventId).containsExactly("r1", "r2");
            assertThat(moments.get(0).candidates().byPopularity()).containsExactly("p1", "p2");
            assertThat(moments.get(1).candidates().byPopularity()).containsExactly("p2", "p1");
            assertThat(moments.get(0).again()).containsExactly(false);
            assertThat(moments.get(1).again()).containsExactly(true);
        }
    }

    @Test
    void aPurchaseIsAnExampleOfWhatWasKnownBeforeIt() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.give(seen(sale("r1", "ada", at(0, 9), line("p1", 1, 1))));

            Example example = Example.of(moments(run).get(0));
            assertThat(example.features()[Feature.REPEAT.ordinal()]).isZero();
            run.give(seen(sale("r2", "ada", at(0, 10), line("p1", 1, 1))));
            example = Example.of(moments(run).get(0));
            assertThat(example.features()[Feature.REPEAT.ordinal()]).isPositive();
        }
    }

    @Test
    void theThrottleAnswersTheNewestWhenItsIntervalIsOverOnTheWallClock() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ofMillis(1_500)).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.give(seen(view("e1", "p1", at(0, 9)), view("e2", "p1", at(0, 9) + 1_000)));
            run.give(seen(view("e3", "p1", at(0, 8))));
            run.flush().watermark(at(0, 10));
            assertThat(moments(run)).extracting(Moment::eventId).containsExactly("e1");
            run.flush();

            assertThat(moments(run))
                    .extracting(Moment::eventId, Moment::triggeredAt, Moment::time)
                    .containsExactly(tuple("e3", at(0, 8), at(0, 8)));
            run.give(seen(view("e4", "p1", at(0, 9)))).flush().flush().flush();
            assertThat(moments(run)).extracting(Moment::eventId).containsExactly("e4");
        }
    }

    @Test
    void underLoadOnlyTheNewestEventOfAShopperIsAnsweredAndItIs() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ofMillis(100)).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.flush();
            run.give(seen(view("e0", "p1", at(0, 9))));
            assertThat(moments(run)).hasSize(1);
            run.flush().flush();
            for (int i = 0; i < 10; i++) {
                run.give(queued(0, view("soon" + i, "p1", at(0, 9) + i))).pass(100);
            }
            assertThat(moments(run)).as("whether the queue stands is not known yet").isNotEmpty();
            for (int i = 0; i < 10; i++) {
                run.give(queued(0, view("later" + i, "p1", at(0, 10) + i))).pass(100);
            }
            assertThat(moments(run)).as("a second is less than the load asks for").isEmpty();
            for (int i = 0; i < 60; i++) {
                run.flush();
            }
            assertThat(moments(run)).extracting(Moment::eventId).containsExactly("later9");
        }
    }

    @Test
    void aBoundedRunIsThrottledByEventTime() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(true, Duration.ofMinutes(1)).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.give(seen(view("e3", "p1", at(0, 9) + 2_000), view("e1", "p1", at(0, 9))));
            run.give(seen(view("e2", "p1", at(0, 9) + 1_000)));
            run.watermark(closing(0));

            assertThat(moments(run))
                    .extracting(Moment::eventId, Moment::triggeredAt, Moment::time)
                    .containsExactly(
                            tuple("e1", at(0, 9), at(0, 9)),
                            tuple("e3", at(0, 9) + 2_000, at(0, 9) + 60_000));
            assertThat(run.timers()).isZero();
        }
    }

    @Test
    void whoLooksAtMorePagesThanAPersonCanIsNotAnsweredUntilTheNextDay() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            for (int i = 0; i < 2 * Shopper.LISTS_A_DAY; i++) {
                run.give(seen(view("e" + i, "p1", at(0, 9) + i)));
            }
            assertThat(run.out()).hasSize(Shopper.LISTS_A_DAY);
            run.give(seen(view("f", "p1", at(1, 9))));
            assertThat(run.out()).hasSize(1);
        }
    }

    @Test
    void whatASessionLookedAtIsTheCustomersAfterLogin() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, "p2"));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null));
            run.broadcast(card("p3", ItemCard.AT_ONCE, 1, null));
            run.give(seen(viewOf("e1", "ada", "p3", at(0, 10))));
            run.out();
            run.give(
                    ShopperInput.of(
                            new Login("ada", at(0, 10), new Taste[] {looked("p1", at(0, 9))})));
            run.give(seen(viewOf("e2", "ada", "p3", at(0, 11))));

            Candidates candidates = moments(run).get(0).candidates();
            int at = candidates.indexOf("p2");
            assertThat(candidates.reason(at)).isEqualTo("because you viewed The p1");
            assertThat(candidates.feature(at, Feature.CONTINUES)).as("p3 is newer").isZero();
        }
    }

    private static Taste looked(String product, long time) {
        return new Taste(product, Interest.VIEW, time);
    }

    private static Interaction viewOf(String id, String customer, String product, long time) {
        return new Interaction(
                id.hashCode(),
                id,
                Interaction.Kind.VIEW,
                "session",
                customer,
                time,
                product,
                0,
                null);
    }

    @Test
    void aLoginInABoundedRunCountsFromItsTimeOn() throws Exception {
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(true, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, "p2"));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null));
            run.give(
                    ShopperInput.of(
                            new Login("ada", at(0, 10), new Taste[] {looked("p1", at(0, 9))})));
            run.give(seen(sale("r1", "ada", at(0, 9), line("p2", 1, 1))));
            run.give(seen(sale("r2", "ada", at(0, 10), line("p2", 1, 1))));
            run.watermark(closing(0));

            assertThat(moments(run))
                    .extracting(KeepShoppersTest::isP2TiedToWhatWasSeen)
                    .containsExactly(false, true);
        }
    }

    private static boolean isP2TiedToWhatWasSeen(Moment moment) {
        Candidates candidates = moment.candidates();
        return candidates.feature(candidates.indexOf("p2"), Feature.TOGETHER) > 0;
    }

    @Test
    void aSessionTellsWhatItDidBeforeLoginOnceAndInBoundedRunsInOrderOfTime() throws Exception {
        for (boolean bounded : new boolean[] {false, true}) {
            try (OperatorRun<ShopEvent, Void, ItemInput> run = sessions(bounded).open(1)) {
                run.give(view("e1", "p1", at(0, 9)), view("e2", "p2", at(0, 9) + 1));
                run.give(viewOf("e3", "ada", "p3", at(0, 9) + 2));
                run.give(viewOf("e4", "ada", "p4", at(0, 9) + 3));
                run.give(view("e5", "p5", at(0, 9) + 4));
                run.watermark(closing(0));

                List<Login> logins = run.out(PairSessions.LOGINS);
                assertThat(logins)
                        .extracting(Login::customerId, Login::time)
                        .containsExactly(tuple("ada", at(0, 9) + 2));
                assertThat(logins.get(0).seen())
                        .containsExactly(looked("p1", at(0, 9)), looked("p2", at(0, 9) + 1));
                run.watermark(closing(1));
                assertThat(run.entries()).isZero();
                assertThat(run.timers()).isZero();
            }
        }
    }

    @Test
    void ofALongSessionTheFirstLooksCountWhateverTheirOrder() throws Exception {
        List<ShopEvent> views = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            views.add(view("e" + i, "p" + i, at(0, 9) + i));
        }
        List<List<String>> told = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(views, new Random(seed));
            try (OperatorRun<ShopEvent, Void, ItemInput> run = sessions(true).open(1)) {
                run.give(views.toArray(new ShopEvent[0])).watermark(closing(0));
                told.add(run.out().stream().map(ItemInput::productId).sorted().toList());
            }
        }
        assertThat(told.get(0)).hasSize(200).contains("p0", "p199").doesNotContain("p200");
        assertThat(told).allMatch(told.get(0)::equals);
    }

    @Test
    void aBasketSaysOfWhichSegmentItsBuyerWasThen() throws Exception {
        for (boolean bounded : new boolean[] {false, true}) {
            try (OperatorRun<BasketInput, Void, ItemInput> run = baskets(bounded).open(1)) {
                run.give(purchase("ada", at(0, 9), "p0"));
                run.give(belongs("ada", "Loyal", at(1, 0)), purchase("ada", at(1, 9), "p1"));
                run.give(belongs("ada", "Lost", at(2, 0)), purchase("ada", at(1, 10), "p2"));
                run.give(purchase("ada", at(2, 9), "p3"));
                run.watermark(closing(2)).flush();

                assertThat(run.out())
                        .extracting(ItemInput::productId, input -> input.activity().segment())
                        .containsExactlyInAnyOrder(
                                tuple("p0", null),
                                tuple("p1", "Loyal"),
                                tuple("p2", "Loyal"),
                                tuple("p3", "Lost"));
            }
        }
    }

    @Test
    void aListCountsAsShownOnceAndAsClickedOnceAfterThat() throws Exception {
        try (OperatorRun<ShopEvent, Void, RankerInput> run = feedback().open(1)) {
            run.give(heard("c1", "e", Interaction.Kind.RECOMMENDATION_CLICKED));
            assertThat(run.out()).as("a click on what was never shown").isEmpty();
            run.give(heard("s1", "e", Interaction.Kind.RECOMMENDATION_SHOWN));
            run.give(heard("s2", "e", Interaction.Kind.RECOMMENDATION_SHOWN));
            run.give(heard("c2", "e", Interaction.Kind.RECOMMENDATION_CLICKED));
            run.give(heard("c3", "e", Interaction.Kind.RECOMMENDATION_CLICKED));

            assertThat(run.out())
                    .extracting(input -> input.feedback().clicked())
                    .containsExactly(false, true);
        }
    }

    @Test
    void aStockOutIsToldAtOnceAndPopularityOncePerInterval() throws Exception {
        try (OperatorRun<ItemInput, Void, ItemCard> run = items(false).open(1)) {
            run.give(listed("p1", "coats")).flush();
            run.watermark(at(0, 9)).give(bought("p1", "p2", 0)).flush();
            assertThat(run.out()).hasSize(2);
            run.give(bought("p1", "p2", 0)).flush();
            assertThat(run.out()).as("within the interval").isEmpty();
            run.give(counted("p1", 0, at(0, 9))).flush();
            assertThat(run.out()).extracting(ItemCard::inStock).containsExactly(false);
            run.watermark(at(0, 10)).give(bought("p1", "p2", 0)).flush();
            assertThat(run.out()).hasSize(1);
        }
    }

    @Test
    void aBoundedRunTellsOfAProductWhenItsDayIsClosedOrItEnds() throws Exception {
        try (OperatorRun<ItemInput, Void, ItemCard> run = items(true).open(1)) {
            run.give(listed("p1", "coats")).flush();
            run.give(bought("p1", "p2", 0), bought("p1", "p3", 1)).flush();
            assertThat(run.out()).extracting(ItemCard::day).containsExactly(ItemCard.AT_ONCE);
            run.watermark(closing(0));
            assertThat(run.out())
                    .extracting(ItemCard::day, card -> card.neighbours()[0])
                    .containsExactly(tuple(DAY, "p2"));
            run.end();
            assertThat(run.out()).extracting(ItemCard::day).containsExactly(DAY + 1);
        }
    }

    @Test
    void theLastNewsWithinAnIntervalAreToldWhenItIsOver() throws Exception {
        try (OperatorRun<ItemInput, Void, ItemCard> run = items(false).open(1)) {
            run.watermark(at(0, 9)).give(listed("p1", "coats"));
            run.give(bought("p1", "p2", 0)).flush();
            run.give(bought("p1", "p3", 0)).flush();
            assertThat(run.out()).hasSize(1);
            run.watermark(at(0, 10));

            assertThat(run.out().get(0).neighbours()).containsExactly("p2", "p3");
            assertThat(run.timers()).isZero();
        }
    }

    @Test
    void aStoreWithItsClockAheadDoesNotSilenceProducts() throws Exception {
        try (OperatorRun<ItemInput, Void, ItemCard> run = items(false).open(1)) {
            run.watermark(at(0, 9)).give(listed("p1", "coats"));
            run.give(counted("p1", 5, at(1, 9))).flush();
            run.out();
            run.watermark(at(0, 10)).give(bought("p1", "p2", 0)).flush();
            assertThat(run.out()).hasSize(1);
        }
    }

    @Test
    void productsThatOnlyShoppersTellOfAreForgottenWithTheirDay() throws Exception {
        for (boolean bounded : new boolean[] {false, true}) {
            try (OperatorRun<ItemInput, Void, ItemCard> run = items(bounded).open(1)) {
                run.give(bought("made up", "p2", 0), listed("p1", "coats"));
                run.checkpoint();
                assertThat(run.entries()).isEqualTo(2);
                run.watermark(closing(0)).checkpoint();

                assertThat(run.out()).extracting(ItemCard::productId).containsOnly("p1");
                assertThat(run.entries()).isEqualTo(1);
                assertThat(run.timers()).isZero();
            }
        }
    }

    @Test
    void aRemovedProductIsToldOnceAndLeavesTheBroadcastState() throws Exception {
        try (OperatorRun<ItemInput, Void, ItemCard> run = items(false).open(1)) {
            run.give(listed("p1", "coats")).flush();
            run.give(ItemInput.of(Product.tombstone("p1"))).flush();
            assertThat(run.out()).extracting(ItemCard::mayBeShown).containsExactly(true, false);
            run.give(bought("p1", "p2", 0)).flush();
            assertThat(run.out()).isEmpty();
        }
        try (OperatorRun<ShopperInput, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null)).broadcast(removed("p1"));
            run.restart(2).give(seen(view("e1", "p1", at(0, 9))));

            assertThat(moments(run).get(0).candidates().productIds()).containsExactly("p2");
        }
    }
}
