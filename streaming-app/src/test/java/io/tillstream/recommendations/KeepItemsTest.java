package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.recommendations.RecommendationStories.bought;
import static io.tillstream.recommendations.RecommendationStories.items;
import static io.tillstream.recommendations.RecommendationStories.itemsOfTowers;
import static io.tillstream.recommendations.RecommendationStories.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Events;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.SimilarLooks;
import io.tillstream.models.recommend.ProductLook;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepItemsTest {
    private static final ItemInput PICTURE =
            ItemInput.of(new PictureEmbedding("p", "e/1", new float[] {0, 1}));
    private static final ItemInput NO_PICTURE = ItemInput.of(new PictureEmbedding("p", null, null));
    private static final ProductLook LOOK = ProductLook.of("e/1", new float[] {0, 1});

    @Test
    void aPictureIsToldAtOnceAndStaysOnTheCardUntilItIsGone() throws Exception {
        for (boolean bounded : List.of(true, false)) {
            try (var run = itemsOfTowers(bounded).open(1)) {
                run.give(listed("p", "c"), PICTURE).flush();
                run.give(listed("p", "d")).flush();
                run.give(NO_PICTURE).flush();
                List<ItemCard> cards = run.out();
                assertThat(cards).extracting(ItemCard::look).containsExactly(LOOK, LOOK, null);
                assertThat(cards).extracting(ItemCard::day).containsOnly(ItemCard.AT_ONCE);
            }
        }
    }

    /** In a replay pictures are known before the first day closes, since event time waits. */
    @Test
    void aPictureIsOnTheCardsOfDaysThatCloseAfterIt() throws Exception {
        try (var run = itemsOfTowers(true).open(1)) {
            run.give(listed("p", "c"), bought("p", "q", 0)).flush();
            run.give(PICTURE).watermark(Events.closing(0));
            List<ItemCard> cards = run.out();
            assertThat(cards)
                    .extracting(ItemCard::day)
                    .containsExactly(ItemCard.AT_ONCE, ItemCard.AT_ONCE, DAY);
            assertThat(cards).extracting(ItemCard::look).containsExactly(null, LOOK, LOOK);
        }
    }

    @Test
    void aPictureThatComesBeforeTheProductWaitsForIt() throws Exception {
        try (var run = itemsOfTowers(true).open(1)) {
            run.give(PICTURE).flush();
            assertThat(run.out()).isEmpty();
            run.restart(2);
            run.give(listed("p", "c")).flush();
            assertThat(run.out()).extracting(ItemCard::look).containsExactly(LOOK);
        }
    }

    @Test
    void whatLooksAlikeIsToldAtOnceUntilThereIsNothingAlike() throws Exception {
        try (var run = items(true).open(1)) {
            run.give(listed("p", "c")).flush();
            run.give(alike(new String[] {"q"}, new float[] {0.5f})).watermark(Events.closing(0));
            run.give(alike(new String[0], new float[0])).flush();
            assertThat(run.out())
                    .extracting(
                            card ->
                                    card.lookalikes() == null
                                            ? "none"
                                            : card.lookalikes().products()[0])
                    .containsExactly("none", "q", "none");
        }
    }

    private static ItemInput alike(String[] similar, float[] cosines) {
        return ItemInput.of(new SimilarLooks("p", "e/1", similar, cosines));
    }

    @Test
    void whereThereAreNoTowersNobodyIsToldOfLooks() throws Exception {
        try (var run = items(true).open(1)) {
            run.give(listed("p", "c"), PICTURE).flush();
            assertThat(run.out()).extracting(ItemCard::look).containsExactly((ProductLook) null);
        }
    }
}
