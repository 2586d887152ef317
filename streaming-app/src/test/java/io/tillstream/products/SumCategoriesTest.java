package io.tillstream.products;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.CategoryPopularityRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SumCategoriesTest {
    private OperatorRun<CategoryShare, Void, CategoryPopularityRow> categories;

    @BeforeEach
    void open() throws Exception {
        categories = ProductStories.categories().open(1);
    }

    @AfterEach
    void close() throws Exception {
        categories.close();
    }

    @Test
    void theSharesOfADayAreOneRowAndNothingIsKept() throws Exception {
        categories.give(
                new CategoryShare("shoes", DAY, 1, 2, 3, 4_500),
                new CategoryShare("shoes", DAY, 10, 20, 30, 250),
                new CategoryShare("hats", DAY, 1, 0, 0, 1_000));
        categories.watermark(closing(0) - 1);
        assertThat(categories.out()).isEmpty();
        assertThat(categories.timers()).isEqualTo(2);

        categories.watermark(closing(0));
        assertThat(categories.out())
                .containsExactlyInAnyOrder(
                        new CategoryPopularityRow("shoes", 11, 22, 33, 4.75, DAY, DAY),
                        new CategoryPopularityRow("hats", 1, 0, 0, 1, DAY, DAY));
        assertThat(categories.timers()).isZero();
        assertThat(categories.entries()).isZero();
    }

    @Test
    void ofTwoDaysTheNewerHolds() throws Exception {
        categories.give(
                new CategoryShare("shoes", DAY, 1, 2, 3, 4_000),
                new CategoryShare("shoes", DAY + 1, 1, 1, 1, 1_000),
                new CategoryShare("shoes", DAY, 9, 9, 9, 9_000));
        categories.watermark(closing(1));

        assertThat(categories.out())
                .containsExactly(new CategoryPopularityRow("shoes", 1, 1, 1, 1, DAY + 1, DAY + 1));
        assertThat(categories.timers()).isZero();
    }

    @Test
    void whatIsOpenAtTheEndIsTold() throws Exception {
        categories.give(new CategoryShare("shoes", DAY, 1, 2, 3, 4_000)).end();

        assertThat(categories.out()).hasSize(1);
        assertThat(categories.entries()).isZero();
    }
}
