package io.tillstream.products;

import static io.tillstream.events.Events.at;
import static io.tillstream.products.ProductStories.DISORDER;
import static io.tillstream.products.ProductStories.counted;
import static io.tillstream.products.ProductStories.moved;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.StockSignal;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.InventoryRow;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepStockTest {
    private OperatorRun<StockSignal, Void, InventoryRow> stock;

    @BeforeEach
    void open() throws Exception {
        stock = ProductStories.stock().open(1);
    }

    @AfterEach
    void close() throws Exception {
        stock.close();
    }

    private long onHand() throws Exception {
        List<InventoryRow> rows = stock.flush().out();
        assertThat(rows).hasSize(1);
        return rows.get(0).onHand();
    }

    @Test
    void aStockThatWasNeverCountedIsUnknown() throws Exception {
        stock.give(moved(at(0, 9), -3)).flush();

        assertThat(stock.out()).isEmpty();
    }

    @Test
    void betweenTwoCountsSalesAndReturnsMoveTheLevel() throws Exception {
        stock.give(counted(at(0, 8), 50), moved(at(0, 9), -3), moved(at(0, 11), 1)).flush();

        assertThat(stock.out())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(new InventoryRow("s1", "p", 48, 7L, at(0, 11), null, 3L, null, 0));
        stock.give(counted(at(0, 12), 40));
        assertThat(onHand()).isEqualTo(40);
    }

    @Test
    void moreCanBeSoldThanWasCounted() throws Exception {
        stock.give(counted(at(0, 8), 1), moved(at(0, 9), -3));

        assertThat(onHand()).isEqualTo(-2);
    }

    @Test
    void aCountThatArrivesAfterLaterSalesDoesNotForgetThem() throws Exception {
        stock.give(counted(at(0, 8), 50), moved(at(0, 9), -3), moved(at(0, 11), -4));
        stock.give(counted(at(0, 10), 46));

        assertThat(onHand()).isEqualTo(42);
    }

    @Test
    void aSaleFromBeforeTheCountIsPartOfIt() throws Exception {
        stock.give(counted(at(0, 8), 50), moved(at(0, 7), -3), moved(at(0, 8), -3));

        assertThat(onHand()).isEqualTo(50);
    }

    @Test
    void anOlderCountIsIgnoredAndOfTwoOfOneTimeTheLaterArrivalHolds() throws Exception {
        stock.give(counted(at(0, 8), 50), counted(at(0, 7), 99));
        assertThat(onHand()).isEqualTo(50);

        stock.give(moved(at(0, 9), -1), counted(at(0, 8), 60));
        assertThat(onHand()).isEqualTo(59);
    }

    @Test
    void salesBeyondTheDisorderAreSummedAndStillCount() throws Exception {
        stock.give(counted(at(0, 0), 1_000));
        for (int i = 1; i <= 100; i++) {
            stock.give(moved(at(0, 0) + i, -1));
        }
        stock.watermark(at(1, 0) + DISORDER);
        stock.out();
        stock.give(moved(at(1, 1), -1), counted(at(0, 0), 2_000));

        assertThat(onHand()).isEqualTo(2_000 - 101);
    }

    @Test
    void aPositionIsOneEntryWithoutATimer() throws Exception {
        stock.give(counted(at(0, 8), 50), moved(at(0, 9), -3));
        stock.checkpoint();

        assertThat(stock.entries()).isEqualTo(1);
        assertThat(stock.timers()).isZero();
    }
}
