package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StockRoomTest {
    private static final ShopConfig CONFIG = ShopConfig.of(20, 100, 40, 5);
    private static final long MORNING = CONFIG.startMillis() + 5 * Clock.HOUR;

    private final Catalogue catalogue = new Catalogue(CONFIG, new Gallery(CONFIG));
    private final Truth truth = new Truth();
    private final StockRoom stock = new StockRoom(CONFIG, catalogue, truth);
    private final int product = soldFromTheStart();

    @Test
    void snapshotDoesNotKnowSalesAfterIt() {
        stock.sell(0, product, 1, MORNING + Clock.HOUR);
        stock.advanceTo(MORNING);
        // A recall takes all that is free; what is promised is still there.
        assertThat(onHand(morning(0))).isEqualTo(1);
    }

    @Test
    void snapshotKnowsSalesBeforeIt() {
        stock.sell(0, product, 1, MORNING - Clock.HOUR);
        stock.advanceTo(MORNING);
        assertThat(onHand(morning(0))).isZero();
    }

    @Test
    void moreThanThereIsCannotBeSold() {
        int free = stock.free(0, product);
        assertThatThrownBy(() -> stock.sell(0, product, free + 1, MORNING))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stockOutEndsWithAReturnAndCountsWhatWasLost() {
        stock.sell(0, product, stock.free(0, product), MORNING);
        stock.missed(0, product, 3);
        assertThat(stock.open()).hasSize(1);
        stock.takeBack(0, product, 1, MORNING + Clock.DAY);
        stock.advanceTo(MORNING + 2 * Clock.DAY);
        assertThat(stock.open()).isEmpty();
        assertThat(truth.stockOuts)
                .containsExactly(
                        new Truth.StockOut(
                                Ids.ONLINE,
                                catalogue.product(product).id,
                                MORNING,
                                MORNING + Clock.DAY,
                                3));
    }

    @Test
    void nothingIsDeliveredDuringARecall() {
        for (int day = 0; day < 19; day++) {
            long time = MORNING + day * Clock.DAY;
            stock.advanceTo(time);
            stock.morning(day, time, List.of(recall()));
            assertThat(stock.free(0, product)).isZero();
        }
        stock.morning(19, MORNING + 19 * Clock.DAY, List.of());
        assertThat(stock.free(0, product)).isPositive();
    }

    private List<SimulatedRecord> morning(int day) {
        return stock.morning(day, MORNING + day * Clock.DAY, List.of(recall()));
    }

    private Shocks.Shock recall() {
        return new Shocks.Shock(Shocks.Kind.RECALL, product, 0, 19, 0);
    }

    private int onHand(List<SimulatedRecord> snapshots) {
        String key = Ids.ONLINE + "|" + catalogue.product(product).id;
        return snapshots.stream()
                .filter(s -> new String(s.key(), StandardCharsets.UTF_8).equals(key))
                .mapToInt(s -> ShopRun.parse(s.value()).get("on_hand").asInt())
                .findFirst()
                .orElseThrow();
    }

    private int soldFromTheStart() {
        int index = 0;
        while (catalogue.product(index).launchDay > 0 || !catalogue.product(index).soldOn(99)) {
            index++;
        }
        return index;
    }
}
