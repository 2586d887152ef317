package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.events.Events.line;
import static io.tillstream.events.Events.sale;
import static io.tillstream.events.Events.view;
import static io.tillstream.recommendations.RecommendationStories.bought;
import static io.tillstream.recommendations.RecommendationStories.card;
import static io.tillstream.recommendations.RecommendationStories.counted;
import static io.tillstream.recommendations.RecommendationStories.items;
import static io.tillstream.recommendations.RecommendationStories.listed;
import static io.tillstream.recommendations.RecommendationStories.moments;
import static io.tillstream.recommendations.RecommendationStories.shoppers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.ShopEvent;
import io.tillstream.runtime.OperatorRun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepShoppersTest {
    @Test
    void aLiveClickIsAnsweredAtOnceByWhatIsKnownNow() throws Exception {
        try (OperatorRun<ShopEvent, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, "p2"));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null));
            run.give(view("e1", "p1", at(0, 9)));

            List<Moment> moments = moments(run);
            assertThat(moments)
                    .extracting(Moment::shopper, Moment::eventId, Moment::time)
                    .containsExactly(tuple("session:session", "e1", at(0, 9)));
            assertThat(moments.get(0).candidates().productIds()).contains("p1", "p2");
        }
    }

    @Test
    void aBoundedRunAnswersWhenTheDayIsClosedWithWhatDaysBeforeTaught() throws Exception {
        try (OperatorRun<ShopEvent, ItemCard, TowerInput> run =
                shoppers(true, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.broadcast(card("p2", ItemCard.AT_ONCE, 1, null));
            run.give(sale("r2", "ada", at(1, 9), line("p1", 1, 1)));
            run.give(sale("r1", "ada", at(0, 9), line("p1", 1, 1)));
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
        try (OperatorRun<ShopEvent, ItemCard, TowerInput> run =
                shoppers(false, Duration.ZERO).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.give(sale("r1", "ada", at(0, 9), line("p1", 1, 1)));

            Example example = Example.of(moments(run).get(0));
            assertThat(example.features()[Feature.REPEAT.ordinal()]).isZero();
            run.give(sale("r2", "ada", at(0, 10), line("p1", 1, 1)));
            example = Example.of(moments(run).get(0));
            assertThat(example.features()[Feature.REPEAT.ordinal()]).isPositive();
        }
    }

    @Test
    void theThrottleAnswersTheNewestWhenItsIntervalIsOver() throws Exception {
        try (OperatorRun<ShopEvent, ItemCard, TowerInput> run =
                shoppers(false, Duration.ofMinutes(1)).open(1)) {
            run.broadcast(card("p1", ItemCard.AT_ONCE, 5, null));
            run.give(view("e1", "p1", at(0, 9)), view("e2", "p1", at(0, 9) + 1_000));
            run.give(view("e3", "p1", at(0, 9) + 2_000));
            assertThat(moments(run)).extracting(Moment::eventId).containsExactly("e1");
            run.watermark(at(0, 9) + 60_000);

            assertThat(moments(run))
                    .extracting(Moment::eventId, Moment::triggeredAt, Moment::time)
                    .containsExactly(tuple("e3", at(0, 9) + 2_000, at(0, 9) + 60_000));
            assertThat(run.timers()).isZero();
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
    void aBoundedRunTellsOfAProductWhenItsDayIsClosedAndNothingAtTheEnd() throws Exception {
        try (OperatorRun<ItemInput, Void, ItemCard> run = items(true).open(1)) {
            run.give(listed("p1", "coats")).flush();
            run.give(bought("p1", "p2", 0), bought("p1", "p3", 1)).flush();
            assertThat(run.out()).extracting(ItemCard::day).containsExactly(ItemCard.AT_ONCE);
            run.watermark(closing(0));
            assertThat(run.out())
                    .extracting(ItemCard::day, card -> card.neighbours()[0])
                    .containsExactly(tuple(DAY, "p2"));
            run.end();
            assertThat(run.out()).isEmpty();
        }
    }
}
