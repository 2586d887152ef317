package io.tillstream.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a cluster whose processes share neither memory nor class path with this one. */
@Timeout(240)
class StandaloneClusterIT {
    private static final String PRODUCT = "product-of-the-cluster";

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static EmbeddedDatabase database;
    private static StandaloneCluster cluster;
    private static OtlpReceiver telemetry;

    @BeforeAll
    static void start() throws Exception {
        telemetry =
                OtlpReceiver.start(
                        List.of(
                                "flink.taskmanager.job.task.operator.pictures.encoded",
                                "flink.taskmanager.job.task.operator.inference.model.batchMicros",
                                "style-encoder",
                                "flink.taskmanager.job.task.operator.feed.secondsSinceNewest",
                                "flink.jobmanager.job.lastCheckpointDuration",
                                "job_name",
                                "CheckpointStatsTracker"));
        cluster =
                StandaloneCluster.start(
                        folder.resolve("flink"), "production.yaml", telemetry.settings());
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        kafka.createTopics(2);
        database = EmbeddedDatabase.start(folder.resolve("postgres"), 0);
        cluster.awaitSlots();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (database != null) {
            database.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (telemetry != null) {
            telemetry.close();
        }
    }

    /** One story, because a cluster's start is most of the time: bounded, live, cancelled, back. */
    @Test
    void theJobJarRunsIsCancelledAndGoesOnFromItsCheckpoint() throws Exception {
        Path events = folder.resolve("events");
        EventFiles.write(ShopConfig.of(3, 200, 40, 5), events);
        Replay.feed(events, kafka.bootstrapServers());
        String bounded =
                submit(
                        List.of(),
                        "--kafka.bounded=true",
                        "--pipelines=customers,products,demand,pictures",
                        "--images.folders=" + events,
                        "--events.idle-timeout=0 s",
                        "--events.alignment-drift=60 d");
        cluster.await("the job ends", () -> cluster.state(bounded).equals("FINISHED"));

        JsonNode planted = new ObjectMapper().readTree(events.resolve("truth.json").toFile());
        assertThat(number("SELECT count(*) FROM dead_letter"))
                .isEqualTo(planted.at("/broken_by_kind/total").asLong())
                .isPositive();
        assertThat(number("SELECT sum(violations) FROM data_quality WHERE rule = 'duplicate'"))
                .isEqualTo(planted.at("/duplicates/total").asLong())
                .isPositive();
        assertThat(number("SELECT count(*) FROM customer_rfm")).isGreaterThan(100);
        long pictures = pictures();
        assertThat(pictures).isGreaterThan(30);

        // The job before has loaded the natives already, for a class loader that is gone.
        execute("TRUNCATE product_embedding");

        // Where a checkpoint of that job was in time, its group would go on behind the catalogue.
        String[] withPictures = {
            "--kafka.group.id=live",
            "--pipelines=customers,products,demand,pictures",
            "--images.folders=" + events,
            "--checkpoint.changelog=true"
        };
        String live = submit(List.of(), withPictures);
        cluster.await(
                "pictures are encoded by the second job in this JVM", () -> pictures() >= pictures);
        sell("first");
        cluster.await("the first sale is seen", () -> sold() == 1);
        int before = cluster.checkpoints(live);
        // The one under way may have begun before the sale.
        cluster.await("it is in a checkpoint", () -> cluster.checkpoints(live) >= before + 2);
        assertThat(cluster.changelogs()).isPositive();
        cluster.cancel(live);
        sell("second");
        String checkpoint = cluster.newestCheckpoint(live);
        String again = submit(List.of("-s", checkpoint), withPictures);

        cluster.await("the second sale is added to the first", () -> sold() == 2);
        assertThat(cluster.restoredFrom(again)).isEqualTo(checkpoint);
        cluster.await("it makes checkpoints of its own", () -> cluster.checkpoints(again) >= 2);
        assertThat(cluster.state(again)).isEqualTo("RUNNING");
        cluster.await("metrics and traces are sent", () -> telemetry.missing().isEmpty());
        cluster.await(
                "Prometheus can read how long the encoder takes",
                () ->
                        cluster.scraped()
                                .anyMatch(
                                        line ->
                                                line.contains("_inference_model_batchMicros{")
                                                        && line.contains("model=\"style_encoder\"")
                                                        && line.contains("quantile=\"0.99\"")));
        cluster.cancel(again);
    }

    /** Keys that Flink knows may still not go together. */
    @Test
    void bothProcessesStartWithTheSettingsForStaging() throws Exception {
        try (StandaloneCluster staging =
                StandaloneCluster.start(
                        folder.resolve("staging"), "staging.yaml", telemetry.settings())) {
            staging.awaitSlots();
        }
    }

    private static String submit(List<String> flinkOptions, String... more) throws Exception {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "--kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                                "--postgres.url=" + database.url(),
                                "--postgres.user=" + EmbeddedDatabase.USER,
                                "--checkpoint.interval=1 s"));
        settings.addAll(List.of(more));
        return cluster.submit(flinkOptions, settings);
    }

    private static void sell(String id) {
        long now = System.currentTimeMillis();
        String sale =
                """
                {"sale_id":"%s","store_id":"store-1","occurred_at":"%s",\
                "lines":[{"product_id":"%s","quantity":1,"unit_price":9.99}]}"""
                        .formatted(id, Instant.ofEpochMilli(now), PRODUCT);
        try (Feeder feeder = new Feeder(kafka.bootstrapServers())) {
            feeder.send(
                    "pos.sales",
                    "store-1".getBytes(StandardCharsets.UTF_8),
                    sale.getBytes(StandardCharsets.UTF_8),
                    now);
        }
    }

    /** Of products whose picture is gone the rows stay, empty, if there had been any. */
    private static long pictures() throws Exception {
        return number(
                "SELECT count(*) FROM product_embedding WHERE cardinality(image_embedding) > 0");
    }

    private static long sold() throws Exception {
        return number(
                "SELECT coalesce(sum(units), 0) FROM product_sales_daily WHERE product_id = '"
                        + PRODUCT
                        + "'");
    }

    private static void execute(String command) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static long number(String query) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
