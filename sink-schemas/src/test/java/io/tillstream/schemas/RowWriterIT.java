package io.tillstream.schemas;

import static io.tillstream.schemas.ExampleRows.AT;
import static io.tillstream.schemas.ExampleRows.customer;
import static io.tillstream.schemas.ExampleRows.day;
import static io.tillstream.schemas.ExampleRows.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.ProductPopularityRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.SegmentChangeRow;
import io.tillstream.schemas.rows.WorldRow;
import java.math.BigDecimal;
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
        assertThat(writer.write(ExampleRows.ONE_OF_EACH)).isEqualTo(10);

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
        assertThat(only("inventory_position"))
                .containsEntry("store_id", "s-1")
                .containsEntry("product_id", "p-1")
                .containsEntry("on_hand", -4L)
                .containsEntry("on_order", 20L)
                .containsEntry("as_of", at)
                .containsEntry("days_of_cover", null)
                .containsEntry("reorder_point", 5L)
                .containsEntry("suggested_order_quantity", null)
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
    void writesNullsWhereTheTableAllowsThem() {
        writer.write(
                List.of(
                        customer("c-1", 1, 1),
                        new SegmentChangeRow("c-1", AT, "Lost", null, 1),
                        new InventoryRow("s", "p", 1, null, AT, null, 1),
                        new ProductPopularityRow("p", null, 0, 0, 0, null, 0, 0, 1)));

        assertThat(only("customer_profile")).containsEntry("cluster", null);
        assertThat(only("customer_segment_history")).containsEntry("previous_segment", null);
        assertThat(only("inventory_position"))
                .containsEntry("on_order", null)
                .containsEntry("reorder_point", null);
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
    void anInventoryRowLeavesCoverAndSuggestionAlone() {
        writer.write(List.of(new InventoryRow("s", "p", 1, null, AT, null, 1)));
        DATABASE.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE inventory_position SET days_of_cover = 2.5,"
                                                + " suggested_order_quantity = 9"));

        writer.write(List.of(new InventoryRow("s", "p", 2, null, AT, null, 2)));

        assertThat(only("inventory_position"))
                .containsEntry("on_hand", 2L)
                .containsEntry("days_of_cover", 2.5)
                .containsEntry("suggested_order_quantity", 9L);
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
            assertThat(limited.write(ExampleRows.ONE_OF_EACH)).isEqualTo(10);
            assertThat(limited.write(ExampleRows.ONE_OF_EACH)).isEqualTo(9);
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

    /** Times as instants; dates as text, which needs no zone. */
    private static Map<String, Object> readable(Map<String, Object> row) {
        row.replaceAll(
                (column, value) -> {
                    if (value instanceof java.sql.Timestamp time) {
                        return time.toInstant();
                    }
                    return value instanceof java.sql.Date date ? date.toString() : value;
                });
        return row;
    }
}
