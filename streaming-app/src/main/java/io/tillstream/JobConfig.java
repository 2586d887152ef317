package io.tillstream;

import io.tillstream.customers.CustomersOptions;
import io.tillstream.demand.DemandOptions;
import io.tillstream.events.DayClose;
import io.tillstream.events.RecordLimits;
import io.tillstream.monitoring.MonitoringOptions;
import io.tillstream.pictures.PicturesOptions;
import io.tillstream.recommendations.RecommendationsOptions;
import io.tillstream.serving.ModelsOptions;
import io.tillstream.trends.TrendsOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The job's settings: {@link JobOptions} and those of the capabilities, from a properties file
 * ({@code --config FILE}), over it the environment ({@code TILLSTREAM_KAFKA_BOOTSTRAP_SERVERS}),
 * over it arguments ({@code --kafka.bootstrap.servers HOST:PORT}). Settings that begin with {@code
 * kafka.property.} go to the Kafka clients as they are: security protocol, SASL, TLS.
 */
public final class JobConfig {
    private static final String ENV_PREFIX = "TILLSTREAM_";
    private static final String KAFKA_PROPERTY = "kafka.property.";
    private static final Set<String> KNOWN_PIPELINES =
            Set.of(
                    "customers",
                    "products",
                    "kpis",
                    "demand",
                    "recommendations",
                    "pictures",
                    "trends");
    private static final String PIPELINES =
            "there are customers, products, kpis, demand, recommendations, pictures and trends";
    private static final List<ConfigOption<List<String>>> LISTS =
            List.of(
                    JobOptions.PIPELINES,
                    PicturesOptions.FOLDERS,
                    PicturesOptions.INTERNAL_HOSTS,
                    MonitoringOptions.EXPECTED_FIELDS);
    private static final long LONGEST_FILE = 16 << 20;

    /** Settings of a capability, and what looks at them. */
    private record Capability(List<ConfigOption<?>> options, Consumer<JobConfig> check) {}

    private static final List<Capability> CAPABILITIES =
            List.of(
                    new Capability(CustomersOptions.ALL, CustomersOptions::check),
                    new Capability(DemandOptions.ALL, DemandOptions::check),
                    new Capability(RecommendationsOptions.ALL, RecommendationsOptions::check),
                    new Capability(ModelsOptions.ALL, ModelsOptions::check),
                    new Capability(PicturesOptions.ALL, PicturesOptions::check),
                    new Capability(TrendsOptions.ALL, TrendsOptions::check),
                    new Capability(MonitoringOptions.ALL, MonitoringOptions::check));

    /** All there are. */
    private static final List<ConfigOption<?>> OPTIONS =
            Stream.concat(
                            JobOptions.ALL.stream(),
                            CAPABILITIES.stream().flatMap(each -> each.options().stream()))
                    .toList();

    private final Configuration values;
    private final Properties kafkaProperties;

    private JobConfig(Configuration values, Properties kafkaProperties) {
        this.values = values;
        this.kafkaProperties = kafkaProperties;
    }

    /** A setting that cannot be used; the message says in one line what to change. */
    public static final class InvalidConfig extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        /** A message of one line. */
        public InvalidConfig(String message) {
            super(message);
        }

        /** A message of one line, and where it comes from. */
        public InvalidConfig(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The settings of arguments, environment and file.
     *
     * @throws InvalidConfig if one is unknown, missing or malformed
     */
    public static JobConfig from(String[] args, Map<String, String> environment) {
        Map<String, String> arguments = parse(args);
        Map<String, String> all = new LinkedHashMap<>();
        String file = arguments.remove("config");
        if (file != null) {
            all.putAll(read(Path.of(file)));
        }
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(ENV_PREFIX)) {
                        String key = keyOf(name);
                        if (key != null) {
                            all.put(key, value);
                        }
                    }
                });
        all.putAll(arguments);
        return of(all);
    }

    /**
     * The given settings.
     *
     * @throws InvalidConfig if one is unknown, missing or malformed
     */
    public static JobConfig of(Map<String, String> settings) {
        Configuration values = new Configuration();
        Properties kafka = new Properties();
        settings.forEach(
                (key, value) -> {
                    if (key.startsWith(KAFKA_PROPERTY)) {
                        kafka.setProperty(key.substring(KAFKA_PROPERTY.length()), value);
                    } else if (OPTIONS.stream().noneMatch(o -> o.key().equals(key))) {
                        throw new InvalidConfig("unknown setting " + key);
                    } else {
                        values.setString(key, value.replace(',', separator(key)));
                    }
                });
        JobConfig config = new JobConfig(values, kafka);
        config.validate();
        return config;
    }

    /** Flink lists are separated by semicolons; people write commas. */
    private static char separator(String key) {
        return LISTS.stream().anyMatch(list -> list.key().equals(key)) ? ';' : ',';
    }

    private static Map<String, String> parse(String[] args) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                throw new InvalidConfig("expected --SETTING VALUE, found " + args[i]);
            }
            String name = args[i].substring(2);
            int equals = name.indexOf('=');
            if (equals >= 0) {
                arguments.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (i + 1 < args.length) {
                arguments.put(name, args[++i]);
            } else {
                throw new InvalidConfig("--" + name + " needs a value");
            }
        }
        return arguments;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new InvalidConfig("cannot read the config file " + file);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
        return settings;
    }

    private static String keyOf(String variable) {
        String name = variable.substring(ENV_PREFIX.length());
        for (ConfigOption<?> option : OPTIONS) {
            if (environmentName(option.key()).equals(name)) {
                return option.key();
            }
        }
        String kafka = environmentName(KAFKA_PROPERTY);
        if (name.startsWith(kafka)) {
            String property = name.substring(kafka.length()).toLowerCase(Locale.ROOT);
            return KAFKA_PROPERTY + property.replace('_', '.');
        }
        return null;
    }

    private static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private void validate() {
        for (ConfigOption<?> option : OPTIONS) {
            try {
                values.getOptional(option);
            } catch (IllegalArgumentException e) {
                throw new InvalidConfig(
                        option.key() + " is malformed: " + values.toMap().get(option.key()));
            }
        }
        for (ConfigOption<String> option :
                List.of(JobOptions.KAFKA_BOOTSTRAP_SERVERS, JobOptions.POSTGRES_URL)) {
            if (get(option) == null || get(option).isBlank()) {
                throw new InvalidConfig("--" + option.key() + " is missing");
            }
        }
        if (get(JobOptions.PIPELINES).isEmpty()) {
            throw new InvalidConfig("pipelines names none; " + PIPELINES);
        }
        if (runs("demand") && !runs("products")) {
            throw new InvalidConfig("pipelines: demand needs products, too");
        }
        if (runs("recommendations") && !runs("products")) {
            throw new InvalidConfig("pipelines: recommendations need products, too");
        }
        ModelSlots.check(this);
        CAPABILITIES.forEach(capability -> capability.check().accept(this));
        for (String pipeline : get(JobOptions.PIPELINES)) {
            if (!KNOWN_PIPELINES.contains(pipeline)) {
                throw new InvalidConfig("unknown pipeline " + pipeline + "; " + PIPELINES);
            }
        }
    }

    /**
     * Holds a setting to what it must be.
     *
     * @param must what the message says of it: {@code be 1 or more}
     * @throws InvalidConfig if it does not hold
     */
    public <T> void require(ConfigOption<T> option, Predicate<T> holds, String must) {
        if (!holds.test(get(option))) {
            throw new InvalidConfig(
                    "%s must %s, not %s"
                            .formatted(option.key(), must, values.toMap().get(option.key())));
        }
    }

    /** {@link #require Requires} least to most, both allowed. */
    public void requireBetween(ConfigOption<Integer> option, int least, int most) {
        require(
                option,
                value -> value >= least && value <= most,
                "be %d to %d".formatted(least, most));
    }

    /** {@link #require Requires} more than nothing, and less than all. */
    public void requireShare(ConfigOption<Double> option) {
        require(option, value -> value > 0 && value < 1, "lie between 0 and 1");
    }

    /** {@link #require Requires} a number above 0. */
    public void requireAboveZero(ConfigOption<Double> option) {
        require(option, value -> value > 0, "be above 0");
    }

    /** {@link #require Requires} a millisecond or more. */
    public void requireLongerThanZero(ConfigOption<Duration> option) {
        require(option, value -> value.toMillis() >= 1, "be longer than 0");
    }

    /**
     * What the file that a setting names says.
     *
     * @param none where none is named
     * @throws InvalidConfig if it cannot be read or is malformed
     */
    public <T> T parsed(ConfigOption<String> option, T none, Function<String, T> parser) {
        String file = get(option);
        if (file == null) {
            return none;
        }
        String where = option.key() + " " + file;
        try {
            if (Files.size(Path.of(file)) > LONGEST_FILE) {
                throw new InvalidConfig(where + " is longer than " + LONGEST_FILE + " bytes");
            }
            return parser.apply(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new InvalidConfig("cannot read " + where);
        } catch (InvalidConfig e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfig(where + ": " + e.getMessage());
        }
    }

    /** The value of a setting. */
    public <T> T get(ConfigOption<T> option) {
        return values.get(option);
    }

    /** Milliseconds of a duration. */
    public long millis(ConfigOption<Duration> option) {
        return get(option).toMillis();
    }

    /** True if a capability runs in this job. */
    public boolean runs(String pipeline) {
        return get(JobOptions.PIPELINES).contains(pipeline);
    }

    /** When days close. */
    public DayClose dayClose() {
        return new DayClose(millis(JobOptions.ALLOWED_LATENESS));
    }

    /** Bounds on records. */
    public RecordLimits recordLimits() {
        return RecordLimits.DEFAULT.withMaxBytes(
                (int) Math.min(Integer.MAX_VALUE, get(JobOptions.MAX_RECORD_SIZE).getBytes()));
    }

    /** Bytes of a dead letter that are kept. */
    public int maxDeadLetterBytes() {
        return (int) Math.min(1 << 30, get(JobOptions.MAX_DEAD_LETTER_SIZE).getBytes());
    }

    /** Settings of the Kafka clients beyond the addresses. */
    public Properties kafkaProperties() {
        Properties copy = new Properties();
        copy.putAll(kafkaProperties);
        return copy;
    }

    /** The database password, from its file where there is one. */
    public String postgresPassword() {
        String file = get(JobOptions.POSTGRES_PASSWORD_FILE);
        if (file == null) {
            return get(JobOptions.POSTGRES_PASSWORD);
        }
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new InvalidConfig("cannot read postgres.password.file " + file);
        }
    }
}
