package io.tillstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetainIT {
    private final String url = TestDatabase.createEmpty();
    private final Database database = migrated();

    private Database migrated() {
        Database opened = Database.open(url, TestDatabase.OWNER, TestDatabase.PASSWORD);
        opened.migrate();
        return opened;
    }

    private void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private List<String> column(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private void fill() {
        execute("INSERT INTO world VALUES (1, '2026-06-30 23:59:59.999Z', 1)");
        execute(
                "INSERT INTO dead_letter SELECT 'pos.sales', 0, i, 'x', 'decode',"
                        + " '2026-07-01Z'::timestamptz - i * interval '1 hour'"
                        + " FROM generate_series(1, 120 * 24) i");
        execute(
                "INSERT INTO data_quality (source, rule, window_end, records, violations, version)"
                        + " SELECT 's', 'late', '2026-07-01Z'::timestamptz - i * interval '1 day',"
                        + " 1, 0, 1 FROM generate_series(0, 410) i");
    }

    @Test
    void rowsOlderThanTheirTablesAreKeptGoAwayByTheWorldsTime() {
        fill();
        assertThat(database.retain())
                .containsExactly(
                        "deleted 10 rows of data_quality", "deleted 720 rows of dead_letter");
        assertThat(column("SELECT min(seen_at AT TIME ZONE 'UTC')::text FROM dead_letter"))
                .containsExactly("2026-04-02 00:00:00");
        assertThat(column("SELECT count(*) FROM data_quality")).containsExactly("401");
        assertThat(database.retain()).isEmpty();

        execute("UPDATE retention SET keep = interval '1 day' WHERE table_name = 'data_quality'");
        execute("UPDATE retention SET keep = NULL WHERE table_name = 'dead_letter'");
        execute("CALL tillstream_retain(7)");
        assertThat(column("SELECT count(*) FROM data_quality")).containsExactly("2");
        assertThat(column("SELECT count(*) FROM dead_letter")).containsExactly("2160");
    }

    @Test
    void nothingIsDeletedBeforeAnythingIsKnownOfTheWorldsTime() {
        fill();
        execute("DELETE FROM world");
        assertThat(database.retain()).isEmpty();
    }

    /** A name that was changed by a migration would stop all that comes after it. */
    @Test
    void everyRuleNamesAColumnOfATableThatIsTimeOrDay() {
        assertThat(
                        column(
                                "SELECT r.table_name FROM retention r LEFT JOIN"
                                        + " information_schema.columns c ON c.table_name ="
                                        + " r.table_name AND c.column_name = r.time_column AND"
                                        + " c.data_type IN ('date', 'timestamp with time zone')"
                                        + " WHERE c.column_name IS NULL"))
                .isEmpty();
    }

    /** Whoever adds a table says here, or in retention, why it does not grow for ever. */
    @Test
    void everyTableIsNamedInRetentionOrHasARowAThingThatThereIs() {
        assertThat(
                        column(
                                "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                                        + " 'public' AND table_type = 'BASE TABLE' EXCEPT SELECT"
                                        + " table_name FROM retention"))
                .containsExactlyInAnyOrder(
                        "category_popularity",
                        "customer_profile",
                        "flyway_schema_history",
                        "forecast_issue",
                        "inventory_position",
                        "price_elasticity",
                        "price_proposal",
                        "product",
                        "product_embedding",
                        "product_popularity",
                        "product_sales_profile",
                        "product_similar_look",
                        "recommendation",
                        "retention",
                        "sales_profile",
                        "world");
    }

    @Test
    void theCommandTellsWhatItDidAndTheWriterMayNot() {
        fill();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code =
                Retain.run(
                        new String[0],
                        Map.of(
                                "TILLSTREAM_POSTGRES_URL", url,
                                "TILLSTREAM_POSTGRES_USER", TestDatabase.OWNER,
                                "TILLSTREAM_POSTGRES_PASSWORD", TestDatabase.PASSWORD),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err);
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(": deleted 10 rows of data_quality, deleted 720 rows of dead_letter");
        assertThat(
                        column(
                                "SELECT has_function_privilege('tillstream_writer',"
                                        + " 'tillstream_retain(integer)', 'EXECUTE')"))
                .containsExactly("f");
    }

    /** In Tokyo the last day of June begins before the one before it is over in UTC. */
    @Test
    void daysAreThoseOfUtcWhereverTheSessionIs() {
        fill();
        execute("CREATE TABLE days (day date)");
        execute("INSERT INTO days VALUES ('2026-06-29'), ('2026-06-30')");
        execute("INSERT INTO retention VALUES ('days', 'day', interval '1 day')");
        database.jdbi()
                .useHandle(
                        handle -> {
                            handle.execute("SET timezone = 'Asia/Tokyo'");
                            handle.execute("CALL tillstream_retain(1)");
                        });
        assertThat(column("SELECT day::text FROM days")).containsExactly("2026-06-30");
    }
}
