package io.tillstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseIT {
    /** The common pool may have too few threads for tasks that wait for each other. */
    private static final Executor OWN_THREADS = task -> new Thread(task).start();

    private static final RetryPolicy BRIEF =
            new RetryPolicy(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(300));

    @Test
    void migratingTwiceOrAtOnceGivesTheTablesOnce() {
        String url = TestDatabase.createEmpty();
        Database database = Database.open(url, TestDatabase.OWNER, TestDatabase.PASSWORD);

        List<CompletableFuture<Void>> both =
                Stream.of(1, 2).map(n -> CompletableFuture.runAsync(database::migrate)).toList();
        both.forEach(CompletableFuture::join);
        database.migrate();

        List<String> tables =
                column(
                        database,
                        "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                                + " 'public' ORDER BY 1");
        assertThat(tables)
                .containsExactly(
                        "brand_popularity",
                        "category_brand_popularity",
                        "category_brand_segment_popularity",
                        "category_popularity",
                        "category_segment_daily",
                        "category_segment_popularity",
                        "customer_profile",
                        "customer_rfm",
                        "customer_segment_history",
                        "data_quality",
                        "dead_letter",
                        "flyway_schema_history",
                        "forecast_accuracy",
                        "forecast_issue",
                        "inventory_position",
                        "kpi_compared",
                        "kpi_daily",
                        "low_stock_alert",
                        "model_metric",
                        "post_look",
                        "price_elasticity",
                        "price_proposal",
                        "product",
                        "product_embedding",
                        "product_popularity",
                        "product_sales_daily",
                        "product_sales_hourly",
                        "product_sales_profile",
                        "product_similar_look",
                        "recommendation",
                        "retention",
                        "sales_anomaly",
                        "sales_forecast",
                        "sales_forecast_weekly",
                        "sales_profile",
                        "store_visits_forecast",
                        "subject_trend",
                        "trend_alert",
                        "trend_alert_product",
                        "world");
    }

    @Test
    void tablesAreDescribedAndReadableByTheReaderAndWritableByTheWriter() {
        Database database = TestDatabase.createMigrated(RetryPolicy.DEFAULT);
        String ours =
                " FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN"
                        + " ('r', 'v') AND c.relname <> 'flyway_schema_history'";

        assertThat(column(database, "SELECT relname" + ours + " AND obj_description(oid) IS NULL"))
                .isEmpty();
        assertThat(
                        column(
                                database,
                                "SELECT relname"
                                        + ours
                                        + " AND NOT (has_table_privilege('tillstream_reader', oid,"
                                        + " 'SELECT') AND has_table_privilege('tillstream_writer',"
                                        + " oid, 'SELECT'))"))
                .isEmpty();
        assertThat(
                        column(
                                database,
                                "SELECT relname"
                                        + ours
                                        + " AND (has_table_privilege('tillstream_reader', oid,"
                                        + " 'INSERT,UPDATE,DELETE,TRUNCATE') OR"
                                        + " has_table_privilege('tillstream_writer', oid,"
                                        + " 'DELETE,TRUNCATE') OR (relkind = 'r' AND relname <> 'retention' AND NOT"
                                        + " (has_table_privilege('tillstream_writer', oid,"
                                        + " 'INSERT') AND has_table_privilege('tillstream_writer',"
                                        + " oid, 'UPDATE'))))"))
                .isEmpty();
    }

    @Test
    void theDeclaredKeysAreThePrimaryKeys() {
        Database database = TestDatabase.createMigrated(RetryPolicy.DEFAULT);
        for (Table<?> table : Tables.ALL) {
            List<String> primaryKey =
                    column(
                            database,
                            "SELECT a.attname FROM pg_index i JOIN LATERAL unnest(i.indkey) WITH"
                                    + " ORDINALITY k (attnum, place) ON true JOIN pg_attribute a ON"
                                    + " a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE"
                                    + " i.indisprimary AND i.indrelid = '"
                                    + table.name()
                                    + "'::regclass ORDER BY k.place");
            Assertions.<Object>assertThat(table.key().stream().map(Column::name).toList())
                    .as(table.name())
                    .isEqualTo(primaryKey);
        }
    }

    @Test
    void aMissingServerIsNamedWithoutSecrets() throws IOException {
        int free = freePort();
        String url = "jdbc:postgresql://localhost:" + free + "/shop?password=hidden2";

        assertThatThrownBy(() -> Database.open(url, "me", "hidden1", BRIEF))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("localhost:" + free + "/shop")
                .hasMessageContaining("gave up after")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hidden"));
    }

    @Test
    void aServerThatComesLateIsWaitedFor() throws IOException {
        Database there = TestDatabase.createMigrated(RetryPolicy.DEFAULT);
        int target = Integer.parseInt(there.server().replaceAll(".*:|/.*", ""));
        int port = freePort();
        String late = "jdbc:postgresql://" + there.server().replace(":" + target, ":" + port);
        CompletableFuture<Database> opening =
                CompletableFuture.supplyAsync(
                        () ->
                                Database.open(
                                        late,
                                        TestDatabase.OWNER,
                                        TestDatabase.PASSWORD,
                                        BRIEF.withPatience(Duration.ofSeconds(30))),
                        OWN_THREADS);

        assertThat(opening)
                .as("not there yet")
                .failsWithin(Duration.ofMillis(500))
                .withThrowableOfType(TimeoutException.class);
        try (ServerSocket door = new ServerSocket(port, 8, InetAddress.getByName("localhost"))) {
            OWN_THREADS.execute(() -> forward(door, target));
            assertThat(opening).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidAtOnce() {
        String url = TestDatabase.createEmpty() + "_gone";

        assertThatThrownBy(() -> Database.open(url, TestDatabase.OWNER, TestDatabase.PASSWORD))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("does not exist")
                .hasMessageNotContaining("gave up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://host/shop?password=hidden",
                "jdbc:mysql://host/shop?password=hidden",
                "jdbc:postgresql://host:port/shop?password=hidden"
            })
    void aUrlThatIsNoneIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> Database.open(url, "me", "hidden"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://HOST[:PORT]/DATABASE")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("hidden"));
    }

    private static List<String> column(Database database, String query) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Passes one connection on to the server, both ways, until it ends. */
    private static void forward(ServerSocket door, int target) {
        try (Socket client = door.accept();
                Socket server = new Socket("localhost", target)) {
            CompletableFuture<Void> back =
                    CompletableFuture.runAsync(() -> copy(server, client), OWN_THREADS);
            copy(client, server);
            back.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
