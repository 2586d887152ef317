package io.tillstream.schemas;

import static io.tillstream.schemas.ExampleRows.AT;
import static io.tillstream.schemas.ExampleRows.customer;
import static io.tillstream.schemas.ExampleRows.day;
import static io.tillstream.schemas.ExampleRows.forecast;
import static io.tillstream.schemas.ExampleRows.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.LowStockAlertRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.ProductPopularityRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.SegmentChangeRow;
import io.tillstream.schemas.rows.WorldRow;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterIT {
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(20));
    private static final Database DATABASE = TestDatabase.createMigrated(QUICK);

    private RowWriter writer;

    @BeforeEach
    void emptyTables() {
        writer = DATABASE.newWriter();
        String tables = String.join(", ", Tables.ALL.stream().map(Table::name).toList());
        DATABASE.jdbi().useHandle(handle -> handle.execute("TRUNCATE " + tables));
    }

    @AfterEach
    void closeWriter() {
        writer.close();
    }

    @Test
    void writesEveryColumnOfEveryTable() {
        assertThat(writer.write(ExampleRows.ONE_OF_EACH)).isEqualTo(ExampleRows.ONE_OF_EACH.size());

        Instant at = Instant.ofEpochMilli(AT);
        assertThat(only("customer_profile"))
                .containsOnly(
                        Map.entry("customer_id", "c-1"),
                        Map.entry("first_purchase_at", at),
                        Map.entry("last_purchase_at", at.plusMillis(1)),
                        Map.entry("frequency", 12L),
                        Map.entry("monetary", new BigDecimal("-3.4567")),
                        Map.entry("r_score", 5),
                        Map.entry("f_score", 4),
                        Map.entry("m_score", 3),
                        Map.entry("segment", "Champions"),
                        Map.entry("cluster", "budget"),
                        Map.entry("as_of", at.plusMillis(2)),
                        Map.entry("version", 7L));
        assertThat(only("world"))
                .containsOnly(Map.entry("id", 1), Map.entry("as_of", at), Map.entry("version", 8L));
        assertThat(only("customer_segment_history"))
                .containsOnly(
                        Map.entry("customer_id", "c-1"),
                        Map.entry("valid_from", at),
                        Map.entry("segment", "Loyal"),
                        Map.entry("previous_segment", "Promising"),
                        Map.entry("version", 9L));
        assertThat(only("product_sales_hourly"))
                .containsOnly(
                        Map.entry("product_id", "p-1"),
                        Map.entry("store_id", "s-1"),
                        Map.entry("channel", "store"),
                        Map.entry("hour", Instant.parse("2026-03-01T10:00:00Z")),
                        Map.entry("units", 11L),
                        Map.entry("returned_units", 2L),
                        Map.entry("gross_revenue", new BigDecimal("12.3456")),
                        Map.entry("net_revenue", new BigDecimal("10.0001")),
                        Map.entry("orders", 6L),
                        Map.entry("version", 10L));
        assertThat(only("product_sales_daily"))
                .containsOnly(
                        Map.entry("product_id", "p-1"),
                        Map.entry("store_id", "online"),
                        Map.entry("channel", "online"),
                        Map.entry("day", "2026-03-01"),
                        Map.entry("units", 13L),
                        Map.entry("returned_units", 3L),
                        Map.entry("gross_revenue", new BigDecimal("22.3456")),
                        Map.entry("net_revenue", new BigDecimal("20.0001")),
                        Map.entry("orders", 7L),
                        Map.entry("version", 11L));
        assertThat(only("category_segment_daily"))
                .containsOnly(
                        Map.entry("day", "2026-03-01"),
                        Map.entry("category", "shoes"),
                        Map.entry("brand", "Acme"),
                        Map.entry("segment", "Loyal"),
                        Map.entry("orders", 7L),
                        Map.entry("units", 13L),
                        Map.entry("returned_units", 3L),
                        Map.entry("gross_revenue", new BigDecimal("22.3456")),
                        Map.entry("net_revenue", new BigDecimal("20.0001")),
                        Map.entry("customers", 6L),
                        Map.entry("version", 12L));
        assertThat(only("inventory_position"))
                .containsEntry("store_id", "s-1")
                .containsEntry("product_id", "p-1")
                .containsEntry("on_hand", -4L)
                .containsEntry("on_order", 20L)
                .containsEntry("as_of", at)
                .containsEntry("days_of_cover", 2.5)
                .containsEntry("reorder_point", 5L)
                .containsEntry("suggested_order_quantity", 30L)
                .containsEntry("version", 12L);
        assertThat(only("product_popularity"))
                .containsOnly(
                        Map.entry("product_id", "p-1"),
                        Map.entry("category", "shoes"),
                        Map.entry("views_28d", 100L),
                        Map.entry("carts_28d", 10L),
                        Map.entry("units_28d", 1L),
                        Map.entry("average_price", new BigDecimal("19.9999")),
                        Map.entry("popularity", 0.1),
                        Map.entry("as_of", "2026-02-28"),
                        Map.entry("version", 13L));
        assertThat(only("category_popularity"))
                .containsOnly(
                        Map.entry("category", "shoes"),
                        Map.entry("views_28d", 200L),
                        Map.entry("carts_28d", 20L),
                        Map.entry("units_28d", 2L),
                        Map.entry("popularity", 1e-300),
                        Map.entry("as_of", "1969-12-31"),
                        Map.entry("version", 14L));
        assertThat(only("data_quality"))
                .containsOnly(
                        Map.entry("source", "pos.sales"),
                        Map.entry("rule", "late"),
                        Map.entry("window_end", Instant.parse("2026-03-02T00:00:00Z")),
                        Map.entry("records", 8L),
                        Map.entry("violations", 2L),
                        Map.entry("share", 0.25),
                        Map.entry("version", 15L));
        assertThat(only("dead_letter"))
                .containsOnly(
                        Map.entry("source_topic", "ecom.events"),
                        Map.entry("partition", 3),
                        Map.entry("source_offset", 4_000_000_000L),
                        Map.entry("error", "E: why"),
                        Map.entry("stage", "decode"),
                        Map.entry("seen_at", at));
    }

    @Test
    void writesEveryColumnOfTheTablesOfDemand() {
        writer.write(ExampleRows.ONE_OF_EACH);

        Instant at = Instant.ofEpochMilli(AT);
        assertThat(only("forecast_issue"))
                .containsOnly(
                        Map.entry("level", "product"),
                        Map.entry("id", "p-1"),
                        Map.entry("unit", "units"),
                        Map.entry("slot", 3),
                        Map.entry("issued_on", "2026-03-01"),
                        Map.entry("means", List.of(0.5f, 0.001f, 123_456.7f)),
                        Map.entry("factors", List.of(0f, 0.9f, 2f, 0f, 0.8f, 3f, 0.5f, 1f, 1.5f)),
                        Map.entry("price", 19.99),
                        Map.entry("model", "blend 1"),
                        Map.entry("version", 16L));
        assertThat(only("forecast_accuracy"))
                .containsOnly(
                        Map.entry("level", "category"),
                        Map.entry("id", "shoes"),
                        Map.entry("unit", "revenue"),
                        Map.entry("issued_on", "2026-03-01"),
                        Map.entry("target_date", "2026-03-03"),
                        Map.entry("actual", 100.5),
                        Map.entry("forecast", 90.0),
                        Map.entry("naive", 104.5),
                        Map.entry("p10", 80.25),
                        Map.entry("p90", 120.75),
                        Map.entry("abs_error", 10.5),
                        Map.entry("naive_abs_error", 4.0),
                        Map.entry("pinball_loss", 4.125),
                        Map.entry("version", 17L));
        assertThat(only("model_metric"))
                .containsOnly(
                        Map.entry("model", "demand"),
                        Map.entry("model_version", "1"),
                        Map.entry("metric", "wape"),
                        Map.entry("window_end", Instant.parse("2026-03-02T00:00:00Z")),
                        Map.entry("value", 0.3),
                        Map.entry("threshold", 0.25),
                        Map.entry("breached", true),
                        Map.entry("target", 0.15),
                        Map.entry("samples", 1_200L),
                        Map.entry("version", 18L));
        assertThat(only("low_stock_alert"))
                .containsOnly(
                        Map.entry("alert_id", "s-1|p-1|7"),
                        Map.entry("state", "resolved"),
                        Map.entry("store_id", "s-1"),
                        Map.entry("product_id", "p-1"),
                        Map.entry("on_hand", 3L),
                        Map.entry("on_order", 4L),
                        Map.entry("expected_demand_lead_time", 7.5),
                        Map.entry("stockout_probability", 0.75),
                        Map.entry("expected_stockout_at", at.plusMillis(1)),
                        Map.entry("suggested_order_quantity", 24L),
                        Map.entry("days_of_cover", 1.25),
                        Map.entry("reorder_point", 9L),
                        Map.entry("raised_at", at.plusMillis(2)),
                        Map.entry("opened_at", at),
                        Map.entry("resolved_at", at.plusMillis(3)),
                        Map.entry("version", 19L));
        assertThat(only("sales_anomaly"))
                .containsOnly(
                        Map.entry("level", "store"),
                        Map.entry("id", "s-1"),
                        Map.entry("day", "2026-03-01"),
                        Map.entry("kind", "silent"),
                        Map.entry("actual", 0.0),
                        Map.entry("expected", 40.5),
                        Map.entry("low", 12.0),
                        Map.entry("high", 80.0),
                        Map.entry("version", 20L));
        assertThat(only("store_visits_forecast"))
                .containsOnly(
                        Map.entry("store_id", "s-1"),
                        Map.entry("hour", Instant.parse("2026-03-02T09:00:00Z")),
                        Map.entry("issued_on", "2026-03-01"),
                        Map.entry("mean", 12.5),
                        Map.entry("p10", 8.0),
                        Map.entry("p90", 17.25),
                        Map.entry("version", 21L));
        assertThat(only("price_elasticity"))
                .containsOnly(
                        Map.entry("category", "shoes"),
                        Map.entry("day", "2026-03-01"),
                        Map.entry("elasticity", -1.75),
                        Map.entry("std_error", 0.25),
                        Map.entry("observations", 4_000L),
                        Map.entry("version", 22L));
        assertThat(only("price_proposal"))
                .containsOnly(
                        Map.entry("product_id", "p-1"),
                        Map.entry("day", "2026-03-01"),
                        Map.entry("price", new BigDecimal("19.9999")),
                        Map.entry("proposed_price", new BigDecimal("18.9999")),
                        Map.entry("elasticity", -1.75),
                        Map.entry("expected_revenue_change", 0.03),
                        Map.entry("version", 23L));
        assertThat(only("recommendation"))
                .containsOnly(
                        Map.entry("customer_id", "c-1"),
                        Map.entry("recommendation_id", "r-1"),
                        Map.entry("generated_at", at),
                        Map.entry("emitted_at", at.plusMillis(1)),
                        Map.entry("trigger_event_id", "e-1"),
                        Map.entry("model_version", "blend-7"),
                        Map.entry("variant", "learnt"),
                        Map.entry("items", "[{\"rank\": 1, \"product_id\": \"p-1\"}]"),
                        Map.entry("version", 24L));
        assertThat(only("sales_profile"))
                .containsOnly(
                        Map.entry("learnt_on", "2026-03-01"),
                        Map.entry("profile", 1),
                        Map.entry("launches", 200L),
                        Map.entry("share", 0.25),
                        Map.entry("curve", List.of(0.5f, 0.25f, 0.25f)),
                        Map.entry("silhouette", 0.45),
                        Map.entry("shuffled", 0.3),
                        Map.entry("version", 28L));
        assertThat(only("product_sales_profile"))
                .containsOnly(
                        Map.entry("product_id", "p-1"),
                        Map.entry("learnt_on", "2026-03-01"),
                        Map.entry("profile", 1),
                        Map.entry("basis", "sales"),
                        Map.entry("probability", 1.0),
                        Map.entry("silhouette", 0.75),
                        Map.entry("version", 29L));
    }

    @Test
    void theArraysOfManyRowsStayApartAndExact() {
        float[] none = {};
        float[] extremes = {Float.MIN_VALUE, Float.MAX_VALUE, -0.1f, 1f / 3};
        writer.write(
                List.of(
                        forecast("a", new float[] {1, 2, 3}),
                        forecast("b", none),
                        forecast("c", extremes),
                        forecast("d", new float[] {4})));

        assertThat(table("forecast_issue"))
                .extracting(row -> row.get("id"), row -> row.get("means"))
                .containsExactlyInAnyOrder(
                        tuple("a", List.of(1f, 2f, 3f)),
                        tuple("b", List.of()),
                        tuple("c", List.of(Float.MIN_VALUE, Float.MAX_VALUE, -0.1f, 1f / 3)),
                        tuple("d", List.of(4f)));
    }

    @Test
    void writesNullsWhereTheTableAllowsThem() {
        writer.write(
                List.of(
                        customer("c-1", 1, 1),
                        new SegmentChangeRow("c-1", AT, "Lost", null, 1),
                        new InventoryRow("s", "p", 1, null, AT, null, null, null, 1),
                        new ProductPopularityRow("p", null, 0, 0, 0, null, 0, 0, 1),
                        forecast("p", new float[] {1}),
                        new ProductSalesProfileRow("p", 1, 0, "foretold", 0.5, null, 1),
                        new ModelMetricRow("m", "1", "x", AT, 1, null, false, 1),
                        new LowStockAlertRow(
                                "a", "opened", "s", "p", 1, null, 1, 1, null, 1, 1, 1, AT, AT, null,
                                1)));

        assertThat(only("customer_profile")).containsEntry("cluster", null);
        assertThat(only("customer_segment_history")).containsEntry("previous_segment", null);
        assertThat(only("inventory_position"))
                .containsEntry("on_order", null)
                .containsEntry("days_of_cover", null)
                .containsEntry("reorder_point", null)
                .containsEntry("suggested_order_quantity", null);
        assertThat(only("forecast_issue")).containsEntry("price", null);
        assertThat(only("product_sales_profile")).containsEntry("silhouette", null);
        assertThat(only("model_metric"))
                .containsEntry("threshold", null)
                .containsEntry("samples", null);
        assertThat(only("low_stock_alert"))
                .containsEntry("on_order", null)
                .containsEntry("expected_stockout_at", null)
                .containsEntry("resolved_at", null);
        assertThat(only("product_popularity"))
                .containsEntry("category", null)
                .containsEntry("average_price", null);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9_999,
                10_000,
                99_999_999_999_999_999L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void moneyIsExact(long amount) {
        writer.write(List.of(customer("c-1", amount, 1)));

        assertThat(only("customer_profile"))
                .containsEntry("monetary", BigDecimal.valueOf(amount, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999Z",
                "1970-01-01T00:00:00Z",
                "2026-03-29T01:30:00.001Z",
                "2199-12-31T23:59:59.999Z"
            })
    void timesAreExactToTheMillisecond(String time) {
        writer.write(List.of(new WorldRow(millis(time), 1)));

        assertThat(only("world")).containsEntry("as_of", Instant.parse(time));
    }

    @Test
    void timesAndDaysDoNotDependOnTheTimeZoneOfTheSession() {
        TimeZone before = TimeZone.getDefault();
        try {
            // The driver hands the default zone of the JVM to every session it opens.
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            writer.write(ExampleRows.ONE_OF_EACH);

            assertThat(only("world")).containsEntry("as_of", Instant.ofEpochMilli(AT));
            assertThat(only("product_sales_daily")).containsEntry("day", "2026-03-01");
            assertThat(recency("c-1")).isZero();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void writingTheSameRowsAgainChangesNothing() {
        writer.write(ExampleRows.ONE_OF_EACH);
        List<List<Map<String, Object>>> before = allTables();

        writer.write(ExampleRows.ONE_OF_EACH);
        List<Row> reversed = new ArrayList<>(ExampleRows.ONE_OF_EACH);
        Collections.reverse(reversed);
        writer.write(reversed);

        assertThat(allTables()).isEqualTo(before);
    }

    @Test
    void anOlderVersionIsRefused() {
        writer.write(List.of(customer("c-1", 500, 5)));

        assertThat(writer.write(List.of(customer("c-1", 400, 4)))).isZero();
        assertThat(monetary("c-1")).isEqualTo(500);
    }

    @Test
    void theSameOrANewerVersionReplaces() {
        writer.write(List.of(customer("c-1", 500, 5)));

        writer.write(List.of(customer("c-1", 501, 5)));
        assertThat(monetary("c-1")).isEqualTo(501);
        writer.write(List.of(customer("c-1", 600, 6)));
        assertThat(monetary("c-1")).isEqualTo(600);
    }

    @Test
    void theNewestOfSeveralRowsOfOneKeyIsWritten() {
        writer.write(
                List.of(
                        customer("c-1", 2, 2),
                        customer("c-2", 7, 7),
                        customer("c-1", 3, 3),
                        customer("c-1", 1, 1),
                        customer("c-2", 8, 7)));

        assertThat(monetary("c-1")).isEqualTo(3);
        assertThat(monetary("c-2")).as("the later of two with one version").isEqualTo(8);
    }

    @Test
    void aDeadLetterStaysAsItWasFirstWritten() {
        writer.write(
                List.of(
                        new DeadLetterRow("t", 0, 1, "first", "decode", AT),
                        new DeadLetterRow("t", 0, 1, "second", "decode", AT)));
        writer.write(List.of(new DeadLetterRow("t", 0, 1, "third", "decode", AT)));

        assertThat(only("dead_letter")).containsEntry("error", "first");
    }

    @Test
    void anErrorThatQuotesWhatPostgresCannotStoreIsWritten() {
        writer.write(List.of(new DeadLetterRow("t", 0, 1, "a\0b\uD800c", "decode", AT)));

        assertThat(only("dead_letter")).containsEntry("error", "a\uFFFDb\uFFFDc");
    }

    @Test
    void moreRowsThanABatchHoldsAreOneTransaction() {
        List<CustomerRow> rows =
                new ArrayList<>(
                        IntStream.range(0, 2 * RowWriter.BATCH + 1)
                                .mapToObj(i -> customer("c-" + i, i, 1))
                                .toList());
        Collections.shuffle(rows, new Random(1));

        assertThat(writer.write(rows)).isEqualTo(rows.size());

        Map<String, Object> counts =
                DATABASE.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT count(*) AS rows, count(DISTINCT"
                                                                + " xmin::text) AS transactions FROM"
                                                                + " customer_profile")
                                                .mapToMap()
                                                .one());
        assertThat(counts)
                .containsEntry("rows", (long) rows.size())
                .containsEntry("transactions", 1L);
    }

    @Test
    void aRowThatTheTableRefusesFailsTheCallWithoutRetry() {
        CustomerRow wrong = new CustomerRow("c-2", AT, AT, 1, 1, 6, 1, 1, "Lost", null, AT, 1);

        assertThatThrownBy(() -> writer.write(List.of(customer("c-1", 1, 1), wrong)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(DATABASE.server())
                .hasMessageContaining("r_score")
                .hasMessageNotContaining("tries");
        assertThat(table("customer_profile")).isEmpty();

        writer.write(List.of(customer("c-1", 1, 1)));
        assertThat(monetary("c-1")).isEqualTo(1);
    }

    @Test
    void connectionsKilledInMidRunLoseNothing() {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> killer =
                CompletableFuture.supplyAsync(() -> killWritersUntil(done));
        int rounds = 0;
        int killed;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (Handle watch = DATABASE.jdbi().open()) {
            do {
                rounds++;
                int version = rounds;
                writer.write(
                        IntStream.range(0, 500)
                                .mapToObj(i -> customer("c-" + i, version, version))
                                .toList());
            } while (kills(watch) < 10 && System.nanoTime() < deadline);
        } finally {
            done.set(true);
            killed = killer.join();
        }

        assertThat(killed).isGreaterThanOrEqualTo(10);
        assertThat(table("customer_profile"))
                .hasSize(500)
                .extracting(row -> row.get("version"))
                .containsOnly((long) rounds);
    }

    @Test
    void writersThatMeetOnTheSameRowsInAnyOrderEndWithTheNewest() {
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 4)
                        .mapToObj(n -> CompletableFuture.runAsync(() -> writeShuffled(n)))
                        .toList();
        writers.forEach(CompletableFuture::join);

        assertThat(table("customer_profile"))
                .hasSize(1_000)
                .allSatisfy(row -> assertThat(row).containsEntry("version", 43L));
        long deadlocks =
                DATABASE.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT deadlocks FROM pg_stat_database"
                                                                + " WHERE datname ="
                                                                + " current_database()")
                                                .mapTo(Long.class)
                                                .one());
        assertThat(deadlocks).isZero();
    }

    @Test
    void theGroupRoleOfWritersSuffices() {
        DATABASE.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("DROP ROLE IF EXISTS till_login");
                            handle.execute("CREATE ROLE till_login LOGIN PASSWORD 'x'");
                            handle.execute("GRANT tillstream_writer TO till_login");
                        });
        String url = "jdbc:postgresql://" + DATABASE.server();
        Database asWriter = Database.open(url, "till_login", "x", QUICK);

        try (RowWriter limited = asWriter.newWriter()) {
            assertThat(limited.write(ExampleRows.ONE_OF_EACH))
                    .isEqualTo(ExampleRows.ONE_OF_EACH.size());
            assertThat(limited.write(ExampleRows.ONE_OF_EACH))
                    .isEqualTo(ExampleRows.ONE_OF_EACH.size() - 1);
        }
        assertThatThrownBy(
                        () -> asWriter.jdbi().useHandle(h -> h.execute("DELETE FROM dead_letter")))
                .hasMessageContaining("permission denied");
    }

    @Test
    void recencyCountsUtcCalendarDays() {
        writer.write(
                List.of(
                        customer("same-day", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999Z"),
                        customer(
                                "over-midnight",
                                "2026-03-01T23:59:59.999Z",
                                "2026-03-02T00:00:00Z"),
                        customer("a-year", "2025-03-01T12:00:00Z", "2026-03-01T00:00:00Z")));

        assertThat(recency("same-day")).isZero();
        assertThat(recency("over-midnight")).isEqualTo(1);
        assertThat(recency("a-year")).isEqualTo(365);
    }

    @Test
    void recencyIsAsOfTheLaterOfCustomerAndWorld() {
        writer.write(
                List.of(
                        customer("quiet", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
                        customer("ahead", "2026-03-01T12:00:00Z", "2026-03-20T12:00:00Z"),
                        new WorldRow(millis("2026-03-10T23:59:59.999Z"), day("2026-03-10"))));

        assertThat(recency("quiet")).isEqualTo(9);
        assertThat(recency("ahead")).isEqualTo(19);
    }

    private void writeShuffled(int seed) {
        Random random = new Random(seed);
        try (RowWriter own = DATABASE.newWriter()) {
            for (int round = 0; round < 11; round++) {
                int version = round * 4 + seed;
                List<Row> rows =
                        new ArrayList<>(
                                IntStream.range(0, 1_000)
                                        .mapToObj(i -> customer("c-" + i, version, version))
                                        .toList());
                rows.add(new WorldRow(AT, version));
                Collections.shuffle(rows, random);
                own.write(rows);
            }
        }
    }

    private static int kills(Handle handle) {
        return handle.createQuery(
                        "SELECT coalesce(sum(sessions_killed), 0) FROM pg_stat_database WHERE"
                                + " datname = current_database()")
                .mapTo(Integer.class)
                .one();
    }

    private static int killWritersUntil(AtomicBoolean done) {
        int killed = 0;
        try (Handle handle = DATABASE.jdbi().open()) {
            while (!done.get()) {
                killed +=
                        handle.createQuery(
                                        "SELECT pg_terminate_backend(pid), pg_sleep(0.1) FROM"
                                                + " pg_stat_activity WHERE datname ="
                                                + " current_database() AND query LIKE 'INSERT%' AND"
                                                + " state <> 'idle'")
                                .mapToMap()
                                .list()
                                .size();
            }
        }
        return killed;
    }

    private static long monetary(String customerId) {
        return DATABASE.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT monetary * 10000 FROM customer_profile"
                                                        + " WHERE customer_id = ?")
                                        .bind(0, customerId)
                                        .mapTo(Long.class)
                                        .one());
    }

    private static int recency(String customerId) {
        return DATABASE.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT recency_days FROM customer_rfm WHERE"
                                                        + " customer_id = ?")
                                        .bind(0, customerId)
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static Map<String, Object> only(String table) {
        List<Map<String, Object>> rows = table(table);
        assertThat(rows).as(table).hasSize(1);
        return rows.get(0);
    }

    private static List<List<Map<String, Object>>> allTables() {
        return Tables.ALL.stream().map(table -> table(table.name())).toList();
    }

    private static List<Map<String, Object>> table(String name) {
        return DATABASE.jdbi()
                .withHandle(
                        handle ->
                                handle
                                        .createQuery("SELECT * FROM " + name)
                                        .mapToMap()
                                        .list()
                                        .stream()
                                        .map(RowWriterIT::readable)
                                        .toList());
    }

    /** Times as instants; dates as text, which needs no zone; arrays as lists. */
    private static Map<String, Object> readable(Map<String, Object> row) {
        row.replaceAll(
                (column, value) -> {
                    if (value instanceof java.sql.Timestamp time) {
                        return time.toInstant();
                    }
                    if (value instanceof java.sql.Array array) {
                        return elements(array);
                    }
                    if (column.equals("items")) {
                        return value.toString();
                    }
                    return value instanceof java.sql.Date date ? date.toString() : value;
                });
        return row;
    }

    private static List<Object> elements(java.sql.Array array) {
        try {
            return List.of((Object[]) array.getArray());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
