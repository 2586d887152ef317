package io.tillstream.sandbox.stack;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Kafka, PostgreSQL and Flink in one process, started side by side. */
public final class EmbeddedStack implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final EmbeddedDatabase database;
    private final EmbeddedFlink flink;

    private EmbeddedStack(EmbeddedKafka kafka, EmbeddedDatabase database, EmbeddedFlink flink) {
        this.kafka = kafka;
        this.database = database;
        this.flink = flink;
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
        CompletableFuture<EmbeddedDatabase> database =
                CompletableFuture.supplyAsync(
                        () ->
                                EmbeddedDatabase.start(
                                        folder.resolve("postgres"), settings.postgresPort()));
        CompletableFuture<EmbeddedFlink> flink =
                CompletableFuture.supplyAsync(
                        () ->
                                EmbeddedFlink.start(
                                        folder.resolve("flink"),
                                        settings.slots(),
                                        settings.flinkPort()));
        CompletableFuture<EmbeddedKafka> kafka =
                CompletableFuture.supplyAsync(() -> startKafka(folder, settings));
        try {
            CompletableFuture.allOf(kafka, database, flink).join();
        } catch (CompletionException e) {
            closeStarted(flink);
            closeStarted(database);
            closeStarted(kafka);
            if (e.getCause() instanceof StackException known) {
                throw known;
            }
            throw e;
        }
        return new EmbeddedStack(kafka.join(), database.join(), flink.join());
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

    /** Settings of a job that runs on this stack, over them the given ones. */
    public JobConfig jobConfig(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put(JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
        all.put(JobOptions.POSTGRES_URL.key(), database.url());
        all.put(JobOptions.POSTGRES_USER.key(), EmbeddedDatabase.USER);
        all.putAll(settings);
        return JobConfig.of(all);
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
