package io.tillstream.demand;

import static io.tillstream.demand.StockStories.AT_ONCE;
import static io.tillstream.demand.StockStories.LATENESS;
import static io.tillstream.demand.StockStories.counted;
import static io.tillstream.demand.StockStories.expected;
import static io.tillstream.demand.StockStories.moved;
import static io.tillstream.demand.StockStories.unexpected;
import static io.tillstream.events.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.connect.OutputRecord;
import io.tillstream.runtime.OperatorRun;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.LowStockAlertRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchStockTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OperatorRun<StockInput, Void, InventoryRow> watch;

    @BeforeEach
    void open() throws Exception {
        watch = StockStories.watch(AT_ONCE).open(1);
    }

    @AfterEach
    void close() throws Exception {
        watch.close();
    }

    private List<LowStockAlertRow> alerts() throws Exception {
        return watch.flush().out(WatchStock.ALERTS);
    }

    private LowStockAlertRow alert() throws Exception {
        List<LowStockAlertRow> rows = alerts();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /** States in the topic since this was last asked. */
    private List<String> told() throws Exception {
        return watch.flush().out(WatchStock.RECORDS).stream()
                .map(record -> json(record).path("state").asText())
                .toList();
    }

    private static JsonNode json(OutputRecord record) {
        try {
            return JSON.readTree(new String(record.value(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStockThatWasNeverCountedIsUnknown() throws Exception {
        watch.give(expected(0, 5), moved(at(1, 9), -3)).flush();

        assertThat(watch.out()).isEmpty();
        assertThat(alerts()).isEmpty();
    }

    @Test
    void withoutAnOutlookTheRowIsTheCountAndWhatMovedSince() throws Exception {
        watch.give(counted(at(0, 8), 50, 7L), moved(at(0, 9), -3), moved(at(0, 11), 1)).flush();

        assertThat(watch.out())
                .containsExactly(new InventoryRow("s1", "p", 48, 7L, at(0, 11), null, 3L, null, 3));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void withAnOutlookTheRowSaysHowLongItLastsAndWhatToOrder() throws Exception {
        watch.give(counted(at(0, 8), 60, null), expected(0, 6)).flush();
        InventoryRow enough = watch.out().get(0);
        watch.give(moved(at(1, 1), -30)).flush();
        InventoryRow low = watch.out().get(0);

        assertThat(enough.daysOfCover()).isEqualTo(10.0);
        assertThat(enough.asOf()).isEqualTo(at(0, 8));
        assertThat(enough.suggestedOrderQuantity()).isZero();
        assertThat(low.daysOfCover()).isEqualTo(5.0);
        assertThat(low.reorderPoint()).isEqualTo(enough.reorderPoint()).isBetween(31L, 59L);
        assertThat(low.suggestedOrderQuantity() % 6).isZero();
        assertThat(low.suggestedOrderQuantity()).isBetween(60L, 150L);
    }

    @Test
    void anAlertOpensWithTheSaleThatCausesIt() throws Exception {
        watch.give(counted(at(0, 8), 60, 2L), expected(0, 6));
        assertThat(alerts()).isEmpty();
        watch.give(moved(at(1, 2), -38));

        LowStockAlertRow row = alert();
        assertThat(row.alertId()).isEqualTo("s1|p|1");
        assertThat(row.state()).isEqualTo("opened");
        assertThat(row.onHand()).isEqualTo(22);
        assertThat(row.onOrder()).isEqualTo(2);
        assertThat(row.expectedDemandLeadTime()).isEqualTo(18);
        assertThat(row.stockoutProbability()).isBetween(0.2, 0.5);
        assertThat(row.openedAt()).isEqualTo(row.raisedAt()).isEqualTo(at(1, 2));
        assertThat(row.expectedStockoutAt()).isEqualTo(at(5, 2));
        assertThat(row.resolvedAt()).isNull();
    }

    @Test
    void theTopicSaysWhatTheRowSays() throws Exception {
        watch.give(counted(at(0, 8), 60, 2L), expected(0, 6), moved(at(1, 2), -38)).flush();
        OutputRecord record = watch.out(WatchStock.RECORDS).get(0);
        JsonNode json = json(record);

        assertThat(record.topic()).isEqualTo("retail.alerts.low-stock");
        assertThat(record.key()).isEqualTo("s1|p");
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "alert_id",
                        "state",
                        "store_id",
                        "product_id",
                        "on_hand",
                        "on_order",
                        "expected_demand_lead_time",
                        "stockout_probability",
                        "expected_stockout_at",
                        "days_of_cover",
                        "reorder_point",
                        "suggested_order_quantity",
                        "raised_at");
        assertThat(json.path("alert_id").asText()).isEqualTo("s1|p|1");
        assertThat(json.path("on_hand").asLong()).isEqualTo(22);
        assertThat(json.path("expected_stockout_at").asText()).endsWith("Z");
    }

    @Test
    void betweenTheThresholdsNothingIsSaid() throws Exception {
        watch.give(counted(at(0, 8), 60, null), expected(0, 6), moved(at(1, 1), -36));
        assertThat(told()).containsExactly("opened");
        for (int i = 0; i < 50; i++) {
            watch.give(moved(at(1, 2) + 2L * i, 2)).flush();
            watch.give(moved(at(1, 2) + 2L * i + 1, -2)).flush();
        }

        assertThat(told()).isEmpty();
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void anAlertChangesOnceForEachWorseClassAndResolvesOnce() throws Exception {
        watch.give(counted(at(0, 8), 60, null), expected(0, 6)).flush();
        for (int i = 0; i < 60; i++) {
            watch.give(moved(at(1, 1) + i * 60_000L, -1)).flush();
        }
        assertThat(told()).containsExactly("opened", "changed", "changed");
        for (int i = 0; i < 60; i++) {
            watch.give(moved(at(1, 3) + i * 60_000L, i % 2 == 0 ? 1 : -1)).flush();
        }
        assertThat(told()).isEmpty();
        watch.give(counted(at(1, 6), 100, null), counted(at(1, 7), 101, null));
        assertThat(told()).containsExactly("resolved");
        assertThat(watch.out(WatchStock.ALERTS).get(3))
                .returns("s1|p|1", LowStockAlertRow::alertId)
                .returns(at(1, 6), LowStockAlertRow::resolvedAt);
    }

    @Test
    void theNextAlertHasANumberOfItsOwn() throws Exception {
        watch.give(counted(at(0, 8), 0, null), expected(0, 6)).flush();
        watch.give(counted(at(1, 6), 100, null)).flush();
        watch.give(counted(at(1, 8), 1, null)).flush();

        assertThat(alerts())
                .extracting(LowStockAlertRow::alertId)
                .containsExactly("s1|p|1", "s1|p|1", "s1|p|2");
    }

    @Test
    void twiceTheDemandIsAChange() throws Exception {
        watch.give(counted(at(0, 8), 0, null), expected(0, 6));
        assertThat(told()).containsExactly("opened");
        watch.give(expected(1, 11));
        assertThat(told()).isEmpty();
        watch.give(expected(2, 12));
        assertThat(told()).containsExactly("changed");
    }

    @Test
    void anAlertOfAProductThatIsNoLongerForecastResolves() throws Exception {
        watch.give(counted(at(0, 8), 0, null), expected(0, 6)).flush();
        watch.out();
        watch.give(unexpected(1));

        assertThat(told()).containsExactly("opened", "resolved");
        assertThat(watch.out().get(0).suggestedOrderQuantity()).isNull();
    }

    @Test
    void goodsOnTheirWayAreExpectedOneLeadTimeAfterTheyWereFirstSeen() throws Exception {
        // Enough for a day, not for three.
        watch.give(expected(0, 6), counted(at(1, 8), 20, 60L));
        assertThat(told()).containsExactly("opened");
        // They are as many as before, and due tomorrow.
        watch.give(counted(at(3, 8), 20, 60L));
        assertThat(told()).containsExactly("resolved");
        // More of them are a new order.
        watch.give(counted(at(3, 9), 20, 61L));
        assertThat(told()).containsExactly("opened");
    }

    @Test
    void aDeliveryThatArrivesLateInTheStreamWithdrawsTheAlertItPrevents() throws Exception {
        watch.give(counted(at(0, 8), 20, null), expected(0, 6));
        watch.watermark(at(1, 1));
        assertThat(told()).containsExactly("opened");
        watch.give(counted(at(1, 0) + 100, 90, null), moved(at(1, 1) + 200, -1));
        assertThat(told()).containsExactly("resolved");
        watch.out(WatchStock.ALERTS);

        watch.give(counted(at(1, 1) - 100, 90, null), moved(at(1, 1) + 1, -80));
        assertThat(alert())
                .returns("opened", LowStockAlertRow::state)
                .returns("s1|p|1", LowStockAlertRow::alertId);
        watch.give(counted(at(1, 1), 90, null), counted(at(1, 1) + 1, 90, null));
        assertThat(alert())
                .returns("resolved", LowStockAlertRow::state)
                .returns("s1|p|1", LowStockAlertRow::alertId)
                .returns(at(1, 1) + 1, LowStockAlertRow::openedAt)
                .returns(at(1, 1) + 1, LowStockAlertRow::resolvedAt);
        assertThat(told()).containsExactly("opened", "resolved");
    }

    @Test
    void anEarlierCauseMovesTheOpeningWithoutASecondRecord() throws Exception {
        watch.give(counted(at(0, 8), 60, null), expected(0, 6), moved(at(1, 2), -38));
        assertThat(told()).containsExactly("opened");
        watch.out(WatchStock.ALERTS);
        watch.give(moved(at(1, 1) + 1, -38 + 2));

        assertThat(alert())
                .returns(at(1, 1) + 1, LowStockAlertRow::openedAt)
                .returns("changed", LowStockAlertRow::state);
    }

    @Test
    void whatIsOlderThanAllThatIsSettledMovesTheStockButNoAlertOfOld() throws Exception {
        watch.give(counted(at(0, 8), 60, null), expected(0, 6), moved(at(1, 2), -1));
        watch.watermark(at(1, 2) + LATENESS + 1);
        watch.give(moved(at(1, 3), -1)).flush();
        watch.out();
        watch.give(moved(at(1, 1), -38)).flush();

        assertThat(watch.out().get(0).onHand()).isEqualTo(20);
        assertThat(alert().openedAt()).isEqualTo(at(1, 2) + 1);
        watch.give(moved(at(0, 7), -9), counted(at(0, 7), 99, null)).flush();
        assertThat(watch.out()).isEmpty();
    }

    @Test
    void aLateSaleCountsWhenItIsHeardOfUnlessACountKnowsOfIt() throws Exception {
        StockInput late = moved(at(0, 20), at(1, 3), -38);
        watch.give(counted(at(0, 8), 60, null), expected(0, 6), late).flush();

        assertThat(watch.out().get(0).onHand()).isEqualTo(22);
        assertThat(alert().openedAt()).isEqualTo(at(1, 3));
        watch.give(counted(at(0, 21), 60, null)).flush();
        assertThat(watch.out().get(0).onHand()).isEqualTo(60);
        assertThat(alert().state()).isEqualTo("resolved");
    }

    @Test
    void aSourceThatRunsAheadWaitsForTheWatermark() throws Exception {
        try (OperatorRun<StockInput, Void, InventoryRow> patient = StockStories.watch(0).open(1)) {
            patient.give(counted(at(0, 8), 60, null), expected(0, 6));
            patient.give(moved(at(1, 4), -60), moved(at(1, 6), -1)).flush();
            assertThat(patient.out()).isEmpty();
            patient.watermark(at(1, 3)).give(counted(at(1, 4) - 1, 120, null)).flush();
            assertThat(patient.out()).extracting(InventoryRow::onHand).containsExactly(60L);

            patient.watermark(at(1, 4)).watermark(at(1, 6) - 1);
            assertThat(patient.out()).extracting(InventoryRow::onHand).containsExactly(60L, 60L);
            patient.end();
            assertThat(patient.out()).extracting(InventoryRow::onHand).containsExactly(59L);
            assertThat(patient.out(WatchStock.ALERTS)).isEmpty();
            assertThat(patient.timers()).isZero();
        }
    }

    @Test
    void whatWaitsIsTrimmedAndAWatchIsOneEntryWithoutATimer() throws Exception {
        watch.give(counted(at(0, 8), 10_000, null));
        for (int i = 0; i < 1_000; i++) {
            watch.watermark(at(0, 9) + i * 60_000L);
            watch.give(moved(at(0, 9) + i * 60_000L, -1));
        }
        int settled =
                watch.checkpoint().get(0).getManagedKeyedState().stream()
                        .mapToInt(state -> (int) state.getStateSize())
                        .sum();

        assertThat(settled).isLessThan(20_000);
        assertThat(watch.entries()).isEqualTo(1);
        assertThat(watch.timers()).isZero();
    }
}
