package io.tillstream.products;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.products.ProductStories.active;
import static io.tillstream.products.ProductStories.listed;
import static io.tillstream.products.ProductStories.unlisted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.tillstream.events.Amount;
import io.tillstream.events.WorldTime;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.ProductPopularityRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepPopularityTest {
    private OperatorRun<ProductSignal, WorldTime, ProductPopularityRow> popularity;

    @BeforeEach
    void open() throws Exception {
        popularity = ProductStories.popularity().open(1);
    }

    @AfterEach
    void close() throws Exception {
        popularity.close();
    }

    @Test
    void aClosedDaySumsFourWeeksAndWeighsThemByAge() throws Exception {
        popularity.give(listed("p", "shoes"), active("p", 0, 2, 1, 3)).watermark(closing(0));
        assertThat(popularity.out())
                .containsExactly(
                        new ProductPopularityRow(
                                "p", "shoes", 2, 1, 3, 10 * Amount.ONE, 35, DAY, DAY));

        popularity.watermark(closing(6));
        popularity.give(active("p", 7, 1, 0, 0));
        popularity.out();
        popularity.watermark(closing(7));
        // A half-life of seven days: 35 / 2, and a view of today.
        List<ProductPopularityRow> rows = popularity.out();
        assertThat(rows)
                .extracting(ProductPopularityRow::views, ProductPopularityRow::units)
                .containsExactly(tuple(3L, 3L));
        assertThat(rows.get(0).popularity()).isCloseTo(18.5, within(1e-9));
    }

    @Test
    void whatWasNotSoldHasNoAveragePrice() throws Exception {
        popularity.give(active("p", 0, 2, 1, 0)).watermark(closing(0));

        assertThat(popularity.out())
                .extracting(ProductPopularityRow::averagePrice)
                .containsOnlyNulls();
    }

    @Test
    void aDayKnowsNothingOfTheNext() throws Exception {
        popularity.give(active("p", 0, 2, 0, 0), active("p", 1, 5, 0, 0)).watermark(closing(0));

        assertThat(popularity.out()).extracting(ProductPopularityRow::views).containsExactly(2L);
    }

    @Test
    void lateActivityCountsFromTheNextClosedDayOn() throws Exception {
        popularity.give(active("p", 0, 2, 0, 0)).watermark(closing(0));
        popularity.out();
        popularity.give(active("p", 0, 7, 0, 0));
        assertThat(popularity.out()).isEmpty();

        popularity.watermark(closing(1));
        assertThat(popularity.out()).extracting(ProductPopularityRow::views).containsExactly(9L);
    }

    @Test
    void productsOfACategoryAreOneShareOfTheirCohort() throws Exception {
        popularity.give(listed("p", "shoes"), active("p", 0, 2, 1, 3));
        popularity.give(listed("q", "shoes"), active("q", 0, 1, 0, 0)).watermark(closing(0));

        assertThat(popularity.out(KeepPopularity.CATEGORIES))
                .containsExactlyInAnyOrder(
                        new CategoryShare("shoes", DAY, 2, 1, 3, 35_000),
                        new CategoryShare("shoes", DAY, 1, 0, 0, 1_000));
    }

    @Test
    void atTheEndTheDayOfTheLastEventIsTold() throws Exception {
        popularity.give(active("p", 0, 2, 0, 0), active("p", 1, 5, 0, 0)).watermark(closing(0));
        popularity.out();
        popularity.broadcast(new WorldTime(at(1, 15), true)).end();

        assertThat(popularity.out())
                .extracting(ProductPopularityRow::views, ProductPopularityRow::day)
                .containsExactly(tuple(7L, DAY + 1));
        assertThat(popularity.timers()).isZero();
    }

    @Test
    void interestThatFellToNothingIsToldOnceAsOfItsDayHoweverFarTimeJumps() throws Exception {
        popularity.give(listed("p", "shoes"), active("p", 0, 2, 1, 3)).watermark(closing(0));
        popularity.out();
        popularity.out(KeepPopularity.CATEGORIES);
        popularity.watermark(closing(100)).watermark(closing(101));

        assertThat(popularity.out())
                .containsExactly(
                        new ProductPopularityRow(
                                "p", "shoes", 0, 0, 0, null, 0, DAY + 28, DAY + 28));
        assertThat(popularity.out(KeepPopularity.CATEGORIES))
                .containsExactly(new CategoryShare("shoes", DAY + 28, 0, 0, 0, 0));
    }

    @Test
    void aProductThatIsNeitherListedNorSeenIsForgotten() throws Exception {
        popularity.give(listed("p", "shoes"), active("p", 0, 2, 1, 3));
        popularity.watermark(closing(0)).watermark(closing(28));
        assertThat(popularity.entries()).isPositive();

        popularity.give(unlisted("p")).watermark(closing(29));
        assertThat(popularity.entries()).isZero();
        assertThat(popularity.timers()).isZero();
    }

    @Test
    void aListedProductIsKeptHoweverQuiet() throws Exception {
        popularity.give(listed("p", "shoes"), active("p", 0, 2, 1, 3));
        popularity.watermark(closing(0)).watermark(closing(100)).out();
        popularity.give(active("p", 101, 1, 0, 0)).watermark(closing(101));

        assertThat(popularity.out())
                .extracting(ProductPopularityRow::category, ProductPopularityRow::views)
                .containsExactly(tuple("shoes", 1L));
    }
}
