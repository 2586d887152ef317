package io.tillstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** Every setting of the job. Flink's own settings stand in {@code flink-conf/}. */
public final class JobOptions {
    /** Comma-separated brokers. */
    public static final ConfigOption<String> KAFKA_BOOTSTRAP_SERVERS =
            ConfigOptions.key("kafka.bootstrap.servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Kafka brokers, host:port, comma-separated. Required.");

    /** Consumer group. */
    public static final ConfigOption<String> KAFKA_GROUP_ID =
            ConfigOptions.key("kafka.group.id")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("Consumer group under which offsets are committed.");

    /** Read to the present end only. */
    public static final ConfigOption<Boolean> KAFKA_BOUNDED =
            ConfigOptions.key("kafka.bounded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "True: read from the beginning to the end offsets at start, then stop.");

    /** Prefix of transactional ids. */
    public static final ConfigOption<String> KAFKA_TRANSACTION_PREFIX =
            ConfigOptions.key("kafka.transaction.prefix")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("Prefix of transactional ids; unique per job on a cluster.");

    /** How long a transaction may stay open. */
    public static final ConfigOption<Duration> KAFKA_TRANSACTION_TIMEOUT =
            ConfigOptions.key("kafka.transaction.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(15))
                    .withDescription(
                            "Longer than the longest restart, and at most the brokers' maximum.");

    /** JDBC address. */
    public static final ConfigOption<String> POSTGRES_URL =
            ConfigOptions.key("postgres.url")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("jdbc:postgresql://host:port/database. Required.");

    /** Database user. */
    public static final ConfigOption<String> POSTGRES_USER =
            ConfigOptions.key("postgres.user")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("A member of the role tillstream_writer.");

    /** Database password. */
    public static final ConfigOption<String> POSTGRES_PASSWORD =
            ConfigOptions.key("postgres.password")
                    .stringType()
                    .defaultValue("")
                    .withDescription("Give it by environment or postgres.password.file, not here.");

    /** File with the database password. */
    public static final ConfigOption<String> POSTGRES_PASSWORD_FILE =
            ConfigOptions.key("postgres.password.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("File that holds the password.");

    /** Capabilities of this job. */
    public static final ConfigOption<List<String>> PIPELINES =
            ConfigOptions.key("pipelines")
                    .stringType()
                    .asList()
                    .defaultValues(
                            "customers",
                            "products",
                            "kpis",
                            "demand",
                            "recommendations",
                            "pictures")
                    .withDescription("Capabilities to run, separated by ; or ,.");

    /** Parallelism of the job. */
    public static final ConfigOption<Integer> PARALLELISM =
            ConfigOptions.key("parallelism")
                    .intType()
                    .noDefaultValue()
                    .withDescription("Parallelism; Flink's default if absent.");

    /** Interval of checkpoints. */
    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
            ConfigOptions.key("checkpoint.interval")
                    .durationType()
                    .noDefaultValue()
                    .withDescription("Interval of checkpoints; Flink's setting if absent.");

    /** Whether changes of state are written as they happen. */
    public static final ConfigOption<Boolean> CHECKPOINT_CHANGELOG =
            ConfigOptions.key("checkpoint.changelog")
                    .booleanType()
                    .noDefaultValue()
                    .withDescription(
                            "Changes of state are written as they happen, so that checkpoints hold"
                                    + " hardly anything up; the job then owns the checkpoint or"
                                    + " savepoint that it is restored from, and deletes it in time."
                                    + " Flink's setting if absent.");

    /** Bound of the watermark. */
    public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
            ConfigOptions.key("events.out-of-orderness")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("How far the watermark stays behind the newest event.");

    /** When a day is closed. */
    public static final ConfigOption<Duration> ALLOWED_LATENESS =
            ConfigOptions.key("events.allowed-lateness")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("A day is closed when the watermark is past it by this.");

    /** When a source that is silent no longer holds event time back. */
    public static final ConfigOption<Duration> IDLE_TIMEOUT =
            ConfigOptions.key("events.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("A partition silent for this long is idle; 0 for never.");

    /** When a partition that was not read yet is idle. */
    public static final ConfigOption<Duration> START_TIMEOUT =
            ConfigOptions.key("events.start-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "A partition of which nothing was read since the start is idle after"
                                    + " this long, or after events.idle-timeout where that is"
                                    + " longer: a day must not close without what waits to be read.");

    /** How far sources may run apart. */
    public static final ConfigOption<Duration> ALIGNMENT_DRIFT =
            ConfigOptions.key("events.alignment-drift")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription("Event time by which one partition may run ahead of others.");

    /** How long ids are remembered. */
    public static final ConfigOption<Duration> DEDUP_HORIZON =
            ConfigOptions.key("events.dedup-horizon")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription("Event time for which ids are remembered.");

    /** How far a clock may be ahead. */
    public static final ConfigOption<Duration> MAX_CLOCK_SKEW =
            ConfigOptions.key("events.max-clock-skew")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "An event further ahead of its arrival in Kafka is a dead letter.");

    /** How long days take corrections. */
    public static final ConfigOption<Duration> RETENTION =
            ConfigOptions.key("events.retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(60))
                    .withDescription(
                            "An event further behind the watermark is a dead letter; days of"
                                    + " sales are kept for corrections as long.");

    /** Size of a record. */
    public static final ConfigOption<MemorySize> MAX_RECORD_SIZE =
            ConfigOptions.key("events.max-record-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1))
                    .withDescription("A larger record is a dead letter.");

    /** Size of a dead letter. */
    public static final ConfigOption<MemorySize> MAX_DEAD_LETTER_SIZE =
            ConfigOptions.key("events.max-dead-letter-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1).subtract(MemorySize.parse("64 kb")))
                    .withDescription(
                            "The bytes of a longer dead letter are cut. With room for headers no"
                                    + " more than retail.dead-letters takes (max.message.bytes).");

    /** Interval of flushes. */
    public static final ConfigOption<Duration> FLUSH_INTERVAL =
            ConfigOptions.key("flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(200))
                    .withDescription("How long operators and table sinks gather changes.");

    /** What all other slots need. */
    public static final ConfigOption<Map<String, String>> JOB_SLOT =
            ConfigOptions.key("job.slot")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "With models.slot, the resources of all other slots:"
                                    + " cpu:1,heap:1g,off-heap:64m,managed:512m, say. Managed memory"
                                    + " is RocksDB's.");

    /** Name of the job. */
    public static final ConfigOption<String> JOB_NAME =
            ConfigOptions.key("job.name")
                    .stringType()
                    .defaultValue("tillstream")
                    .withDescription("Name in Flink's web page.");

    /** All of them. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    KAFKA_BOOTSTRAP_SERVERS,
                    KAFKA_GROUP_ID,
                    KAFKA_BOUNDED,
                    KAFKA_TRANSACTION_PREFIX,
                    KAFKA_TRANSACTION_TIMEOUT,
                    POSTGRES_URL,
                    POSTGRES_USER,
                    POSTGRES_PASSWORD,
                    POSTGRES_PASSWORD_FILE,
                    PIPELINES,
                    PARALLELISM,
                    CHECKPOINT_INTERVAL,
                    CHECKPOINT_CHANGELOG,
                    OUT_OF_ORDERNESS,
                    ALLOWED_LATENESS,
                    IDLE_TIMEOUT,
                    START_TIMEOUT,
                    ALIGNMENT_DRIFT,
                    DEDUP_HORIZON,
                    MAX_CLOCK_SKEW,
                    RETENTION,
                    MAX_RECORD_SIZE,
                    MAX_DEAD_LETTER_SIZE,
                    FLUSH_INTERVAL,
                    JOB_SLOT,
                    JOB_NAME);

    private JobOptions() {}
}
