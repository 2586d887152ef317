package io.tillstream.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.sandbox.stack.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry beside a real table of what came of the lists. */
class WatchModelIT {
    private static final List<String> FEATURES = List.of("a", "b");

    @TempDir static Path folder;
    @TempDir Path models;

    private static EmbeddedDatabase database;
    private ModelVersion first;
    private ModelVersion second;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("postgres"), 0);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** The first ran for weeks, the second since ten days. */
    @BeforeEach
    void twoVersions() throws Exception {
        ModelRegistry registry = new ModelRegistry(models);
        first = publish(registry, 1);
        second = publish(registry, 2);
        registry.point(first);
        registry.point(second);
        Files.writeString(
                models.resolve("ranker/turns"),
                "%s %s%n%s %s%n"
                        .formatted(daysAgo(40), first.version(), daysAgo(10), second.version()));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM model_metric");
        }
    }

    private static ModelVersion publish(ModelRegistry registry, double weight) throws Exception {
        StoredModel stored =
                new BlendWeights(new double[] {weight, 1}).store(FEATURES, null, Map.of());
        registry.publish(stored);
        return stored.manifest().id();
    }

    private static Instant daysAgo(int days) {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    }

    private static Connection connect() throws Exception {
        return DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "");
    }

    /** Days that closed from so many days ago on. */
    private static void judged(int from, int to, double purchases, double hitRate)
            throws Exception {
        try (Connection connection = connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO model_metric (model, model_version, metric, window_end,"
                                        + " value, breached, version)"
                                        + " VALUES ('recommendations', ?, ?, ?, ?, false, 1)")) {
            for (int day = from; day > to; day--) {
                for (Object[] row :
                        new Object[][] {
                            {"emitted", "purchases", purchases},
                            {"emitted", "hr@10", hitRate},
                            {"popularity", "hr@10", 0.2}
                        }) {
                    insert.setString(1, (String) row[0]);
                    insert.setString(2, (String) row[1]);
                    insert.setTimestamp(3, Timestamp.from(daysAgo(day)));
                    insert.setDouble(4, (double) row[2]);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private int watch() {
        return Tillstream.run(
                "models",
                "watch",
                "ranker",
                "--models",
                models.toString(),
                "--url",
                database.url(),
                "--user",
                EmbeddedDatabase.USER);
    }

    private ModelVersion current() throws Exception {
        return new ModelRegistry(models).current("ranker").orElseThrow();
    }

    @Test
    void goesBackOnceWhenPurchasesFollowTheListsLessAndStaysThere() throws Exception {
        judged(25, 9, 400, 0.30);
        judged(9, -1, 400, 0.22);

        assertThat(watch()).isZero();
        assertThat(current()).isEqualTo(first);
        assertThat(watch()).isZero();
        assertThat(current()).isEqualTo(first);
    }

    @Test
    void aVersionThatIsAsGoodStays() throws Exception {
        judged(25, 9, 400, 0.30);
        judged(9, -1, 400, 0.295);

        assertThat(watch()).isZero();
        assertThat(current()).isEqualTo(second);
    }

    @Test
    void fewPurchasesSayNothing() throws Exception {
        judged(25, 9, 400, 0.30);
        judged(9, 7, 400, 0.01);

        assertThat(watch()).isZero();
        assertThat(current()).isEqualTo(second);
    }

    @Test
    void theDayOnWhichItChangedCountsOnNeitherSide() throws Exception {
        judged(25, 10, 400, 0.30);
        // The day in the middle of which it changed closed nine days ago.
        Files.writeString(
                models.resolve("ranker/turns"),
                "%s %s%n%s %s%n"
                        .formatted(
                                daysAgo(40),
                                first.version(),
                                daysAgo(10).plus(Duration.ofHours(12)),
                                second.version()));
        judged(10, 9, 400, 0.30);
        judged(9, 8, 100_000, 0.01);
        judged(8, -1, 400, 0.30);

        assertThat(watch()).isZero();
        assertThat(current()).isEqualTo(second);
    }

    @Test
    void byHandOneGoesBackAsOftenAsThereAreVersions() throws Exception {
        String[] rollback = {"models", "rollback", "ranker", "--models", models.toString()};
        assertThat(Tillstream.run(rollback)).isZero();
        assertThat(current()).isEqualTo(first);
        assertThat(Tillstream.run(rollback)).isEqualTo(2);
    }
}
