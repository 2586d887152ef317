package io.tillstream.sandbox.cli;

import io.tillstream.models.recommend.AccuracyWatch;
import io.tillstream.models.recommend.AccuracyWatch.Day;
import io.tillstream.models.recommend.AccuracyWatch.Finding;
import io.tillstream.models.recommend.AccuracyWatch.Outcome;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelRegistry.Turn;
import io.tillstream.models.registry.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code models watch NAME}: looks once, and goes back if recommendations got worse with the
 * version that runs. To be called again and again, by cron for instance.
 */
@Command(
        name = "watch",
        description =
                "Compares how good recommendations were, by the purchases that followed, before and"
                        + " since a model's version runs, and goes back to the one before if they"
                        + " are worse.",
        mixinStandardHelpOptions = true)
final class WatchModelCommand implements Callable<Integer> {
    /** Days as they closed, the newest first; a day counts where all of it is on one side. */
    private static final String DAYS =
            """
            SELECT purchases.value, emitted.value, popular.value
            FROM model_metric purchases
            JOIN model_metric emitted USING (model, window_end)
            JOIN model_metric popular USING (model, window_end)
            WHERE model = 'recommendations'
              AND purchases.model_version = 'emitted' AND purchases.metric = 'purchases'
              AND emitted.model_version = 'emitted' AND emitted.metric = 'hr@10'
              AND popular.model_version = 'popularity' AND popular.metric = 'hr@10'
              AND window_end > ? AND window_end <= ?
            ORDER BY window_end DESC
            LIMIT ?
            """;

    @Parameters(paramLabel = "NAME", description = "The model: two-tower, ranker.")
    private String name;

    @Option(
            names = "--models",
            paramLabel = "MODELS",
            required = true,
            description = "The registry folder.")
    private Path models;

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            required = true,
            description = "jdbc:postgresql://HOST/DATABASE; tables are only read.")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", required = true, description = "A reader.")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Default: the environment's TILLSTREAM_POSTGRES_PASSWORD.")
    private Path passwordFile;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days before to compare with; default: ${DEFAULT-VALUE}.")
    private int days = 14;

    @Option(
            names = "--least-purchases",
            paramLabel = "N",
            description =
                    "Judged on either side before anything is said; default: ${DEFAULT-VALUE}.")
    private long leastPurchases = 1000;

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            description = "Of the hit rate that may be lost; default: ${DEFAULT-VALUE}.")
    private double tolerance = 0.1;

    @Override
    public Integer call() throws Exception {
        AccuracyWatch watch = watch();
        ModelRegistry registry = new ModelRegistry(models);
        List<Turn> turns = registry.turns(name);
        Optional<ModelVersion> current = registry.current(name);
        if (turns.isEmpty() || !current.equals(Optional.of(last(turns).version()))) {
            throw new WrongUsage(
                    "%s does not tell since when a version of %s runs".formatted(models, name));
        }
        Turn turn = last(turns);
        if (turn.back() || turns.size() == 1) {
            System.out.println(turn.version() + " runs, and there is none to go back to");
            return 0;
        }
        Finding finding = compare(watch, turn.at());
        System.out.printf(
                "%s since %s: hit rate %.4f of %.0f purchases, expected %.4f: %s%n",
                turn.version(),
                turn.at(),
                finding.hitRate(),
                finding.purchases(),
                finding.expected(),
                finding.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (finding.outcome() == Outcome.WORSE) {
            registry.goBack(name)
                    .ifPresentOrElse(
                            now -> System.out.println(now + " runs again"),
                            () -> System.out.println("there is none to go back to"));
        }
        return 0;
    }

    private AccuracyWatch watch() {
        if (days < 1) {
            throw new WrongUsage("--days must be 1 or more");
        }
        try {
            return new AccuracyWatch(leastPurchases, tolerance);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }

    private static Turn last(List<Turn> turns) {
        return turns.get(turns.size() - 1);
    }

    private Finding compare(AccuracyWatch watch, Instant since) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password())) {
            return watch.compare(
                    days(connection, since.minus(Duration.ofDays(days)), since, days),
                    days(
                            connection,
                            since.plus(Duration.ofDays(1)),
                            Instant.now(),
                            Integer.MAX_VALUE));
        }
    }

    private static List<Day> days(Connection connection, Instant after, Instant until, int most)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DAYS)) {
            statement.setTimestamp(1, Timestamp.from(after));
            statement.setTimestamp(2, Timestamp.from(until));
            statement.setInt(3, most);
            List<Day> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Day(rows.getDouble(1), rows.getDouble(2), rows.getDouble(3)));
                }
            }
            return found;
        }
    }

    private String password() throws IOException {
        if (passwordFile != null) {
            return Files.readString(passwordFile).strip();
        }
        return System.getenv().getOrDefault("TILLSTREAM_POSTGRES_PASSWORD", "");
    }
}
