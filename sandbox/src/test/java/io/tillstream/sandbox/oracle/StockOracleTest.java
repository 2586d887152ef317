package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.sandbox.oracle.StockLedger.Position;
import io.tillstream.sandbox.oracle.StockLedger.Snapshot;
import io.tillstream.sandbox.oracle.StockOracle.Alert;
import io.tillstream.sandbox.oracle.StockOracle.Score;
import io.tillstream.sandbox.oracle.StockOracle.StockOut;
import io.tillstream.sandbox.oracle.Truth.StockKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of alerts, on one or two positions whose fate is known. */
class StockOracleTest {
    private static final StockKey KEY = new StockKey("S1", "P1");
    private static final int DAYS = 100;
    private static final int LEAD = 5;

    @TempDir Path dir;
    private final StockLedger ledger = new StockLedger();
    private final List<StockOut> planted = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();

    /** Two units sold at each noon, 200 on hand at first. */
    @BeforeEach
    void aPositionThatSellsTwoADay() {
        ledger.leadDays("P1", LEAD);
        Position position = ledger.position("S1", "P1");
        position.snapshot(0, new Snapshot(200, 0, 12));
        for (int day = 0; day < DAYS; day++) {
            position.move(at(day + 0.5), -2);
        }
        position.close();
    }

    private static long at(double day) {
        return Math.round(day * StockLedger.DAY);
    }

    private void out(double from, double to, boolean foreseeable) {
        planted.add(new StockOut(KEY, at(from), at(to), 0, foreseeable));
    }

    private void alert(double opened, double resolved) {
        alerts.add(new Alert(KEY, at(opened), at(resolved)));
    }

    private StockOracle.Result judge() {
        return new StockOracle(ledger, 0, at(DAYS), planted).judge(alerts);
    }

    @Test
    void anAlertWithinLeadTimeAndAWeekFindsTheStockOut() {
        out(50, 52, true);
        out(60, 62, true);
        out(80, 81, true);
        alert(44, 45);
        alert(59, 61);
        alert(62.5, 67);
        Score score = judge().stream();
        assertThat(score.stockOuts()).isEqualTo(3);
        assertThat(score.recall()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(score.medianLeadDays()).isEqualTo(6);
        assertThat(score.p10LeadDays()).isEqualTo(1);
        assertThat(score.inTime()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(score.strict()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(score.perStockOut()).isEqualTo(1);
        assertThat(score.perThousandPositionDays()).isCloseTo(3000.0 / 86, within(1e-9));
        assertThat(score.mostOfOne()).isEqualTo(3);
        assertThat(score.reopened()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(score.overlapping()).isZero();
    }

    @Test
    void anAlertThatStillStandsFindsALateStockOut() {
        out(70, 72, true);
        alert(30, 71);
        assertThat(judge().stream().recall()).isEqualTo(1);
        assertThat(judge().stream().strict()).isZero();
    }

    @Test
    void anAlertAfterTheFactIsTrueButFindsNothing() {
        out(50, 52, true);
        alert(51, 53);
        assertThat(judge().stream().recall()).isZero();
        assertThat(judge().stream().strict()).isEqualTo(1);
    }

    @Test
    void stockOutsOfTheWarmUpAndOfRecallsAreLeftOut() {
        out(3, 4, true);
        out(30, 31, false);
        out(50, 52, true);
        assertThat(judge().stream().stockOuts()).isEqualTo(1);
        assertThat(judge().unforeseeable()).isEqualTo(1);
    }

    @Test
    void stockOutsOnTheSameDayAreOne() {
        out(50, 51, true);
        out(51.5, 52, true);
        out(53.5, 54, true);
        assertThat(judge().stream().stockOuts()).isEqualTo(2);
    }

    @Test
    void aDeliveryThatPreventsTheStockOutIsAccountedFor() {
        // In five days ten are sold: eight on hand do not reach, with five on order they do.
        Position ordered = ledger.position("S1", "P1");
        ordered.snapshot(at(40), new Snapshot(8, 5, 12));
        ordered.snapshot(at(43), new Snapshot(100, 0, 12));
        ordered.snapshot(at(60), new Snapshot(8, 2, 12));
        ordered.snapshot(at(63), new Snapshot(100, 0, 12));
        out(90, 91, true);
        alert(40.1, 43);
        alert(60.1, 63);
        alert(70, 71);
        Score score = judge().stream();
        assertThat(score.strict()).isZero();
        assertThat(score.position()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(score.withoutOrder()).isCloseTo(2.0 / 3, within(1e-9));
        Score shop = judge().rules().get(StockOracle.SHOP_RULE);
        assertThat(shop.alerts()).isEqualTo(2);
        assertThat(shop.position()).isEqualTo(0.5);
    }

    @Test
    void anAlertWhoseTimeHasNotComeIsNotJudged() {
        out(50, 51, true);
        alert(95, 96);
        alert(49, 51);
        assertThat(judge().stream().alerts()).isEqualTo(2);
        assertThat(judge().stream().judgedAlerts()).isEqualTo(1);
    }

    @Test
    void twoOpenAlertsOfAPositionAreSeen() {
        out(50, 51, true);
        alert(40, 60);
        alert(45, 60);
        assertThat(judge().stream().overlapping()).isEqualTo(1);
    }

    @Test
    void filesAreReadByTheirContracts() throws IOException {
        Files.writeString(
                dir.resolve("catalog.products.jsonl"),
                """
                {"product_id":"P1","title":"t","category":"c","lead_time_days":3}
                """);
        Files.writeString(
                dir.resolve("inventory.levels.jsonl"),
                """
                {"store_id":"S1","product_id":"P1","on_hand":10,"on_order":4,"occurred_at":"2026-03-01T00:00:00Z"}
                """);
        String sale =
                """
                {"sale_id":"A","store_id":"S1","occurred_at":"2026-03-20T12:00:00Z","lines":[{"product_id":"P1","quantity":10,"unit_price":1}]}
                """;
        Files.writeString(dir.resolve("pos.sales.jsonl"), sale + sale + "broken\n");
        Files.writeString(
                dir.resolve("truth.json"),
                """
                {"config":{"start":"2026-03-01","days":60},"demand_shocks":[],"stock_outs":[
                {"store_id":"S1","product_id":"P1","from":"2026-03-20T12:00:00Z","lost_units":2}]}
                """);
        Path tables = Files.createDirectories(dir.resolve("tables"));
        Files.writeString(
                tables.resolve("low_stock_alert.csv"),
                """
                alert_id,store_id,product_id,opened_at,resolved_at
                x,S1,P1,2026-03-18T12:00:00Z,
                """);
        Score score = StockOracle.judge(dir, dir).stream();
        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.medianLeadDays()).isEqualTo(2);
        assertThat(score.inTime()).isZero();
        assertThat(score.strict()).isEqualTo(1);
    }
}
