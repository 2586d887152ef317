package io.tillstream.sandbox.stack;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Kafka, PostgreSQL and Flink in one process, started side by side. */
public final class EmbeddedStack implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;
    private final EmbeddedFlink flink;
    private final StartUp startUp;

    private EmbeddedStack(
            EmbeddedKafka kafka, EmbeddedDatabase database, EmbeddedFlink flink, StartUp startUp) {
        this.kafka = kafka;
        this.database = database;
        this.flink = flink;
        this.startUp = startUp;
    }

    /** How long each part took to start, all at the same time. */
    public record StartUp(Duration kafka, Duration database, Duration flink) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "Kafka %.1f s, PostgreSQL %.1f s, Flink %.1f s",
                    kafka.toMillis() / 1e3,
                    database.toMillis() / 1e3,
                    flink.toMillis() / 1e3);
        }
    }

    /**
     * What to start.
     *
     * @param folder data of all three; a later start finds it again
     * @param partitions of each topic
     * @param slots of Flink
     * @param kafkaPort 0 for any free one, as for the others
     */
    public record Settings(
            Path folder,
            int partitions,
            int slots,
            int kafkaPort,
            int postgresPort,
            int flinkPort) {
        /** A port chosen twice is told at once. */
        public Settings {
            long chosen =
                    IntStream.of(kafkaPort, postgresPort, flinkPort).filter(p -> p != 0).count();
            long different =
                    IntStream.of(kafkaPort, postgresPort, flinkPort)
                            .filter(p -> p != 0)
                            .distinct()
                            .count();
            if (different < chosen) {
                throw new StackException("two parts of the stack cannot have the same port");
            }
        }

        /** Free ports. */
        public static Settings in(Path folder, int parallelism) {
            return new Settings(folder, Math.max(2, parallelism), parallelism, 0, 0, 0);
        }
    }

    /**
     * Starts all three.
     *
     * @throws StackException if one cannot start; the others are stopped then
     */
    public static EmbeddedStack start(Settings settings) {
        Path folder = settings.folder().toAbsolutePath();
        Map<String, Duration> times = new ConcurrentHashMap<>();
        CompletableFuture<EmbeddedDatabase> database =
                starting(
                        "database",
                        times,
                        () ->
                                EmbeddedDatabase.start(
                                        folder.resolve("postgres"), settings.postgresPort()));
        CompletableFuture<EmbeddedFlink> flink =
                starting(
                        "flink",
                        times,
                        () ->
                                EmbeddedFlink.start(
                                        folder.resolve("flink"),
                                        settings.slots(),
                                        settings.flinkPort()));
        CompletableFuture<EmbeddedKafka> kafka =
                starting("kafka", times, () -> startKafka(folder, settings));
        try {
            CompletableFuture.allOf(kafka, database, flink).join();
        } catch (CompletionException e) {
            closeStarted(flink);
            closeStarted(kafka);
            closeStarted(database);
            if (e.getCause() instanceof StackException known) {
                throw known;
            }
            throw e;
        }
        return new EmbeddedStack(
                kafka.join(),
                database.join(),
                flink.join(),
                new StartUp(times.get("kafka"), times.get("database"), times.get("flink")));
    }

    /** On a thread of its own: the common pool has one on two cores, and starting is waiting. */
    private static <T> CompletableFuture<T> starting(
            String part, Map<String, Duration> times, Supplier<T> start) {
        long begin = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    T started = start.get();
                    times.put(part, Duration.ofNanos(System.nanoTime() - begin));
                    return started;
                },
                task -> new Thread(task, "start-" + part).start());
    }

    private static EmbeddedKafka startKafka(Path folder, Settings settings) {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), settings.kafkaPort());
        kafka.createTopics(settings.partitions());
        return kafka;
    }

    private static void closeStarted(CompletableFuture<? extends AutoCloseable> part) {
        part.whenComplete(
                        (started, error) -> {
                            if (started != null) {
                                closeQuietly(started);
                            }
                        })
                .exceptionally(error -> null)
                .join();
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("tillstream: " + e.getMessage());
        }
    }

    /** How long the parts took to start. */
    public StartUp startUp() {
        return startUp;
    }

    /** Configuration of a job that runs on this stack. */
    public JobConfig jobConfig(Map<String, String> settings) {
        return JobConfig.of(jobSettings(settings));
    }

    /** Settings of a job that runs on this stack, over them the given ones. */
    public Map<String, String> jobSettings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put(JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
        all.put(JobOptions.POSTGRES_URL.key(), database.url());
        all.put(JobOptions.POSTGRES_USER.key(), EmbeddedDatabase.USER);
        // What it reads comes while it runs, if at all.
        all.put(JobOptions.START_TIMEOUT.key(), "0 s");
        all.putAll(settings);
        return all;
    }

    /** The broker. */
    public EmbeddedKafka kafka() {
        return kafka;
    }

    /** The database. */
    public EmbeddedDatabase database() {
        return database;
    }

    /** The cluster. */
    public EmbeddedFlink flink() {
        return flink;
    }

    @Override
    public void close() {
        closeQuietly(flink);
        closeQuietly(kafka);
        closeQuietly(database);
    }
}
