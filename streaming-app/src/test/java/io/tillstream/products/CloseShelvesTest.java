package io.tillstream.products;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static io.tillstream.products.ProductStories.counted;
import static io.tillstream.products.ProductStories.moved;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.ShelfDay;
import io.tillstream.events.StockSignal;
import io.tillstream.runtime.OperatorRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseShelvesTest {
    private OperatorRun<StockSignal, Void, ShelfDay> shelves;

    @BeforeEach
    void open() throws Exception {
        shelves = ProductStories.shelves().open(1);
    }

    @AfterEach
    void close() throws Exception {
        shelves.close();
    }

    private static ShelfDay shelf(int day, boolean out) {
        return new ShelfDay("s1", "p", DAY + day, out);
    }

    @Test
    void aShelfIsOutOnEachDayAtWhoseEndNothingIsLeft() throws Exception {
        shelves.give(counted(at(0, 8), 5), moved(at(1, 10), -5), counted(at(4, 7), 9));
        shelves.watermark(closing(5));
        assertThat(shelves.out())
                .containsExactly(shelf(0, false), shelf(1, true), shelf(2, true), shelf(3, true));
        assertThat(shelves.timers()).isZero();
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() throws Exception {
        List<StockSignal> signals =
                new ArrayList<>(
                        List.of(
                                counted(at(0, 8), 3),
                                moved(at(0, 12), -3),
                                moved(at(1, 9), 1),
                                counted(at(1, 9), 2),
                                moved(at(2, 9), -2),
                                counted(at(3, 9), 4)));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(signals, new Random(seed));
            try (OperatorRun<StockSignal, Void, ShelfDay> run = ProductStories.shelves().open(1)) {
                run.give(signals.toArray(new StockSignal[0])).watermark(closing(3));
                assertThat(run.out()).containsExactly(shelf(0, true), shelf(2, true));
            }
        }
    }

    @Test
    void aLateSaleIsBookedOnTheDayItIsHeardOfHoweverFarTheStreamIs() throws Exception {
        StockSignal late = moved(at(0, 20), -5).heardAt(at(2, 9));
        for (int closed : List.of(0, 1)) {
            try (OperatorRun<StockSignal, Void, ShelfDay> run = ProductStories.shelves().open(1)) {
                run.give(counted(at(0, 8), 5)).watermark(closing(closed));
                run.give(late).watermark(closing(2));
                assertThat(run.out()).containsExactly(shelf(0, false), shelf(2, true));
            }
        }
    }

    @Test
    void aLateSaleThatACountKnowsOfIsNotBookedAgain() throws Exception {
        shelves.give(counted(at(0, 8), 9), counted(at(1, 8), 5));
        shelves.give(moved(at(0, 20), -5).heardAt(at(2, 9))).watermark(closing(3));
        assertThat(shelves.out()).containsExactly(shelf(0, false));
    }

    @Test
    void aCountThatComesLateMakesTheStockKnownOnTheNextDay() throws Exception {
        shelves.watermark(closing(0)).give(counted(at(0, 23), 5)).watermark(closing(1));
        assertThat(shelves.out()).containsExactly(shelf(1, false));
    }

    @Test
    void aStockThatIsNotKnownIsNeverOut() throws Exception {
        shelves.give(moved(at(0, 10), -5)).watermark(closing(1));
        assertThat(shelves.out()).isEmpty();
    }

    @Test
    void whatStaysEmptyIsGivenUp() throws Exception {
        shelves.give(counted(at(0, 8), 0)).watermark(closing(100));
        assertThat(shelves.out()).hasSize(60);
        assertThat(shelves.timers()).isZero();
    }
}
