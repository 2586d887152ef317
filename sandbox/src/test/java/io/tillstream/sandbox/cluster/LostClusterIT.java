package io.tillstream.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedKafka;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose JobManager and TaskManager are both killed goes on from the newest checkpoint in
 * other processes, and its tables are those of a run in which nothing happened.
 *
 * <p>Checkpoints lie in a folder, or where {@code -Dcheckpoints=s3://BUCKET/FOLDER} says, with
 * {@code -Dcheckpoints.settings=-Ds3.endpoint=...,-Ds3.access-key=...} and a file system's plugin
 * in {@code FLINK_PLUGINS_DIR}.
 */
@Timeout(300)
class LostClusterIT {
    private static final List<String> TABLES =
            List.of(
                    "customer_rfm",
                    "customer_segment_history",
                    "product_sales_hourly",
                    "product_sales_daily",
                    "sales_forecast",
                    "inventory_position");

    @TempDir private static Path folder;

    /** As many as the first checkpoint takes: a slow store wants more. */
    private static final int DAYS = Integer.getInteger("checkpoints.days", 24);

    private final String checkpoints =
            System.getProperty("checkpoints", folder.resolve("checkpoints").toUri().toString());

    /** A store may outlive a run. */
    private final String run = System.nanoTime() + "-";

    @Test
    void theJobGoesOnInOtherProcessesAndItsTablesAreTheSame() throws Exception {
        Path events = folder.resolve("events");
        EventFiles.write(ShopConfig.of(DAYS, 500, 100, 42), events);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(2);
            Replay.feed(events, kafka.bootstrapServers());
            List<String> undisturbed;
            try (EmbeddedDatabase database = database("undisturbed")) {
                try (StandaloneCluster cluster = cluster("whole", kafka, database)) {
                    assertThat(cluster.ended()).as(cluster.log("standalone-job")).isTrue();
                }
                undisturbed = tables(database);
            }
            try (EmbeddedDatabase database = database("disturbed")) {
                String lost;
                try (StandaloneCluster cluster = cluster("lost", kafka, database)) {
                    cluster.await(
                            "there is a checkpoint, soon after the start",
                            () -> cluster.checkpoints(cluster.job()) > 0);
                    lost = cluster.job();
                    cluster.kill();
                }
                assertThat(tables(database)).as("it was not at its end").isNotEqualTo(undisturbed);
                try (StandaloneCluster cluster = cluster("lost", kafka, database)) {
                    assertThat(cluster.ended()).as(cluster.log("standalone-job")).isTrue();
                    assertThat(cluster.log("standalone-job"))
                            .as("in Flink's own words: the tables would be the same from nothing")
                            .containsPattern(
                                    "Starting job \\w+ from savepoint .*lost/"
                                            + lost
                                            + "/chk-\\d+");
                }
                assertThat(tables(database)).isEqualTo(undisturbed);
            }
        }
    }

    private static EmbeddedDatabase database(String name) throws Exception {
        return EmbeddedDatabase.start(folder.resolve(name), 0);
    }

    private StandaloneCluster cluster(String name, EmbeddedKafka kafka, EmbeddedDatabase database)
            throws Exception {
        String place = checkpoints + (checkpoints.endsWith("/") ? "" : "/") + run + name;
        if (place.startsWith("file:")) {
            Files.createDirectories(Path.of(URI.create(place)));
        }
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "-Dexecution.checkpointing.dir=" + place,
                                "-Dweb.refresh-interval=100"));
        String more = System.getProperty("checkpoints.settings", "");
        settings.addAll(more.isEmpty() ? List.of() : List.of(more.split(",")));
        return StandaloneCluster.ofJob(
                folder.resolve(name + System.nanoTime()),
                settings,
                List.of(
                        "--kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                        "--kafka.bounded=true",
                        "--kafka.group.id=" + name,
                        "--postgres.url=" + database.url(),
                        "--postgres.user=" + EmbeddedDatabase.USER,
                        "--pipelines=customers,products,demand",
                        "--checkpoint.interval=500 ms",
                        "--events.idle-timeout=0 s",
                        "--events.alignment-drift=60 d"),
                place);
    }

    private static List<String> tables(EmbeddedDatabase database) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(rows(database, table));
        }
        return rows;
    }

    /** But for {@code version}, which goes by when a row was written. */
    private static List<String> rows(EmbeddedDatabase database, String table) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "");
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT to_jsonb(t) - 'version' AS r FROM "
                                        + table
                                        + " t ORDER BY 1")) {
            while (result.next()) {
                rows.add(table + " " + result.getString(1));
            }
        }
        return rows;
    }
}
