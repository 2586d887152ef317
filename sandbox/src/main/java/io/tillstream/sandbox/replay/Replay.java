package io.tillstream.sandbox.replay;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.TillstreamJob;
import io.tillstream.demand.DemandOptions;
import io.tillstream.events.EventTime;
import io.tillstream.pictures.PicturesOptions;
import io.tillstream.sandbox.stack.EmbeddedFlink;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.schemas.TopicSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Feeds event files through Kafka and the job, headless, until every window is closed. */
public final class Replay {
    private static final int KEPT_DAYS = 63;
    private static final double LEAST_SHARE = 0.05;

    private final EmbeddedFlink flink;
    private final Map<String, String> settings;
    private final JobConfig config;
    private final TreeMap<Long, Long> recordsByDay = new TreeMap<>();

    /**
     * @param settings of the job, over those of a replay
     */
    public Replay(EmbeddedStack stack, Map<String, String> settings) {
        this(stack.flink(), stack.jobSettings(settings));
    }

    /**
     * A replay through whatever Kafka and PostgreSQL the settings name.
     *
     * @param settings of the job, over those of a replay
     */
    public Replay(EmbeddedFlink flink, Map<String, String> settings) {
        this.flink = flink;
        this.settings = new HashMap<>();
        this.settings.put(JobOptions.KAFKA_BOUNDED.key(), "true");
        // Lateness is decided by the data, so no source may be taken for idle.
        this.settings.put(JobOptions.IDLE_TIMEOUT.key(), "0 s");
        // The end of the input waits for one.
        this.settings.put(JobOptions.CHECKPOINT_INTERVAL.key(), "3 s");
        this.settings.putAll(settings);
        this.config = JobConfig.of(this.settings);
    }

    /** The settings of its job. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /**
     * What a replay did.
     *
     * @param duplicates dropped deliveries
     * @param late events counted as late
     * @param cpu processor time of the job's run: this JVM with the broker, and PostgreSQL
     */
    public record Summary(
            long records,
            long dead,
            long late,
            long duplicates,
            Duration feeding,
            Duration job,
            Duration cpu) {
        /** Records that went through: neither dead nor duplicate. */
        public long processed() {
            return records - dead - duplicates;
        }

        /** Microseconds of processor time per record. */
        public double cpuMicrosPerEvent() {
            return cpu.toNanos() / 1e3 / Math.max(1, records);
        }

        /** Records per second of the job's run time. */
        public long eventsPerSecond() {
            return Math.round(records / Math.max(0.001, job.toMillis() / 1000.0));
        }
    }

    /** Feeds all files of a folder to Kafka. */
    public static long feed(Path folder, String bootstrapServers) throws IOException {
        return feed(folder, bootstrapServers, new TreeMap<>());
    }

    private static long feed(Path folder, String bootstrapServers, Map<Long, Long> recordsByDay)
            throws IOException {
        try (ReplayReader reader = new ReplayReader(EventFile.openAll(folder));
                Feeder feeder = new Feeder(bootstrapServers)) {
            for (ReplayRecord r = reader.next(); r != null; r = reader.next()) {
                feeder.send(r.topic().topicName(), r.key(), r.value(), r.time());
                if (r.topic().hasEventTime()) {
                    recordsByDay.merge(EventTime.dayOf(r.time()), 1L, Long::sum);
                }
            }
            feeder.flush();
            return feeder.sent();
        }
    }

    /** Runs the whole replay. */
    public Summary run(Path folder) throws Exception {
        long start = System.nanoTime();
        long records = feed(folder, config.get(JobOptions.KAFKA_BOOTSTRAP_SERVERS), recordsByDay);
        long fed = System.nanoTime();
        Duration cpu = CpuTime.ofProcessTree();
        StreamExecutionEnvironment env = flink.environment();
        TillstreamJob.define(env, JobConfig.of(settingsFor(folder)));
        flink.awaitEnd(flink.submit(env, config.get(JobOptions.JOB_NAME), null));
        long done = System.nanoTime();
        return summary(
                records,
                Duration.ofNanos(fed - start),
                Duration.ofNanos(done - fed),
                CpuTime.ofProcessTree().minus(cpu));
    }

    private Map<String, String> settingsFor(Path folder) {
        Map<String, String> all = new HashMap<>(settings);
        // Pictures lie beside the event files.
        if (!all.containsKey(PicturesOptions.FOLDERS.key())) {
            all.put(PicturesOptions.FOLDERS.key(), folder.toAbsolutePath().toString());
            all.putIfAbsent(PicturesOptions.POSTS_TRUSTED.key(), "true");
        }
        // Forecasts of days long past, which no table keeps, would take most of a replay's time.
        lastDay()
                .ifPresent(
                        day ->
                                all.putIfAbsent(
                                        DemandOptions.ISSUE_FROM.key(),
                                        LocalDate.ofEpochDay(day - KEPT_DAYS).toString()));
        return all;
    }

    /** Single records far ahead come from clocks that are wrong. */
    private OptionalLong lastDay() {
        double mean = recordsByDay.values().stream().mapToLong(Long::longValue).average().orElse(0);
        return recordsByDay.entrySet().stream()
                .filter(day -> day.getValue() >= mean * LEAST_SHARE)
                .mapToLong(Map.Entry::getKey)
                .max();
    }

    private Summary summary(long records, Duration feeding, Duration job, Duration cpu)
            throws SQLException {
        Map<String, Long> violations = new HashMap<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                config.get(JobOptions.POSTGRES_URL),
                                config.get(JobOptions.POSTGRES_USER),
                                config.postgresPassword());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT rule, sum(violations) FROM data_quality GROUP BY rule")) {
            while (rows.next()) {
                violations.put(rows.getString(1), rows.getLong(2));
            }
        }
        return new Summary(
                records,
                violations.getOrDefault("dead-letter", 0L),
                violations.getOrDefault("late", 0L),
                violations.getOrDefault("duplicate", 0L),
                feeding,
                job,
                cpu);
    }

    /** Writes tables and topics under a folder. */
    public void export(Path folder) throws SQLException, IOException {
        new TableExport(
                        config.get(JobOptions.POSTGRES_URL),
                        config.get(JobOptions.POSTGRES_USER),
                        config.postgresPassword())
                .write(folder.resolve("tables"));
        new TopicExport(config.get(JobOptions.KAFKA_BOOTSTRAP_SERVERS))
                .write(TopicSchemas.OUTPUT, folder.resolve("topics"));
    }
}
