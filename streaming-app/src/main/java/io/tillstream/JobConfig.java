package io.tillstream;

import io.tillstream.events.DayClose;
import io.tillstream.events.RecordLimits;
import io.tillstream.events.Topic;
import io.tillstream.recommendations.BusinessRules;
import io.tillstream.serving.ServingSettings;
import io.tillstream.trends.Synonyms;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/**
 * The job's settings: {@link JobOptions} from a properties file ({@code --config FILE}), over it
 * the environment ({@code TILLSTREAM_KAFKA_BOOTSTRAP_SERVERS}), over it arguments ({@code
 * --kafka.bootstrap.servers HOST:PORT}). Settings that begin with {@code kafka.property.} go to the
 * Kafka clients as they are: security protocol, SASL, TLS.
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
                    JobOptions.IMAGES_FOLDERS,
                    JobOptions.IMAGES_INTERNAL_HOSTS,
                    JobOptions.MONITORING_EXPECTED_FIELDS);
    private static final int MOST_RECOMMENDED = 100;
    private static final int MOST_STYLES = 1_000;
    private static final int MOST_PICTURES = 1_000_000;
    private static final long LARGEST_PICTURE = 256 << 20;
    private static final long LONGEST_FILE = 16 << 20;
    private static final int MOST_VOCABULARY = 1 << 24;

    private final Configuration values;
    private final Properties kafkaProperties;

    private JobConfig(Configuration values, Properties kafkaProperties) {
        this.values = values;
        this.kafkaProperties = kafkaProperties;
    }

    /** A setting that cannot be used; the message says in one line what to change. */
    public static final class InvalidConfig extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        InvalidConfig(String message) {
            super(message);
        }

        InvalidConfig(String message, Throwable cause) {
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
                    } else if (JobOptions.ALL.stream().noneMatch(o -> o.key().equals(key))) {
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
        for (ConfigOption<?> option : JobOptions.ALL) {
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
        for (ConfigOption<?> option : JobOptions.ALL) {
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
        validateDemand();
        validateRecommendations();
        validateModels();
        validateImages();
        validateTrends();
        validateMonitoring();
        for (String pipeline : get(JobOptions.PIPELINES)) {
            if (!KNOWN_PIPELINES.contains(pipeline)) {
                throw new InvalidConfig("unknown pipeline " + pipeline + "; " + PIPELINES);
            }
        }
    }

    private void validateMonitoring() {
        probability(JobOptions.MONITORING_HIT_RATE);
        probability(JobOptions.MONITORING_SEGMENT_STABILITY);
        probability(JobOptions.MONITORING_BAD_RECORDS);
        probability(JobOptions.MONITORING_MISSING_VALUES);
        probability(JobOptions.MONITORING_ODD_PRICES);
        probability(JobOptions.MONITORING_ODD_HOURS);
        for (ConfigOption<Double> option :
                List.of(
                        JobOptions.MONITORING_FORECAST_WAPE,
                        JobOptions.MONITORING_DRIFT_PSI,
                        JobOptions.MONITORING_DRIFT_KS)) {
            if (!(get(option) > 0)) {
                throw new InvalidConfig(option.key() + " must be above 0");
            }
        }
        for (ConfigOption<Duration> option :
                List.of(JobOptions.MONITORING_LATENCY, JobOptions.MONITORING_FRESHNESS)) {
            if (millis(option) < 1) {
                throw new InvalidConfig(option.key() + " must be longer than 0");
            }
        }
        if (get(JobOptions.MONITORING_HIT_RATE_PURCHASES) < 1) {
            throw new InvalidConfig(
                    JobOptions.MONITORING_HIT_RATE_PURCHASES.key() + " must be 1 or more");
        }
        expectedFields();
    }

    /** Fields that records should have, by topic. */
    public Map<String, List<String>> expectedFields() {
        Map<String, List<String>> expected = new TreeMap<>();
        for (String name : get(JobOptions.MONITORING_EXPECTED_FIELDS)) {
            int dot = name.lastIndexOf('.');
            Topic topic = dot < 0 ? null : Topic.named(name.substring(0, dot)).orElse(null);
            String field = name.substring(dot + 1);
            if (topic == null || !topic.fields().contains(field)) {
                throw new InvalidConfig(
                        JobOptions.MONITORING_EXPECTED_FIELDS.key()
                                + ": no topic has a field "
                                + name);
            }
            expected.computeIfAbsent(topic.topicName(), t -> new ArrayList<>()).add(field);
        }
        return expected;
    }

    private void validateDemand() {
        issueFrom();
        days(JobOptions.DEMAND_LEAD_TIME);
        days(JobOptions.DEMAND_REVIEW_PERIOD);
        probability(JobOptions.DEMAND_ALERT_THRESHOLD);
        probability(JobOptions.DEMAND_SERVICE_LEVEL);
    }

    private void validateRecommendations() {
        for (ConfigOption<Integer> option :
                List.of(
                        JobOptions.RECOMMENDATIONS_ITEMS,
                        JobOptions.RECOMMENDATIONS_PER_CATEGORY)) {
            if (get(option) < 1 || get(option) > MOST_RECOMMENDED) {
                throw new InvalidConfig(
                        option.key()
                                + " must be 1 to "
                                + MOST_RECOMMENDED
                                + ", not "
                                + get(option));
            }
        }
        int candidates = get(JobOptions.RECOMMENDATIONS_MODEL_CANDIDATES);
        if (candidates < 0 || candidates > 100) {
            throw new InvalidConfig(
                    JobOptions.RECOMMENDATIONS_MODEL_CANDIDATES.key()
                            + " must be 0 to 100, not "
                            + candidates);
        }
        if (get(JobOptions.RECOMMENDATIONS_EXACT_LIMIT) < 1) {
            throw new InvalidConfig(
                    JobOptions.RECOMMENDATIONS_EXACT_LIMIT.key() + " must be 1 or more");
        }
        if (get(JobOptions.RECOMMENDATIONS_MODEL_CAPACITY) < 1) {
            throw new InvalidConfig(
                    JobOptions.RECOMMENDATIONS_MODEL_CAPACITY.key() + " must be 1 or more");
        }
        if (get(JobOptions.RECOMMENDATIONS_MODEL_TIMEOUT).toMillis() < 2) {
            throw new InvalidConfig(
                    JobOptions.RECOMMENDATIONS_MODEL_TIMEOUT.key() + " must be 2 ms or more");
        }
        double control = get(JobOptions.RECOMMENDATIONS_CONTROL);
        if (!(control >= 0 && control <= 1)) {
            throw new InvalidConfig(
                    JobOptions.RECOMMENDATIONS_CONTROL.key() + " must be 0 to 1, not " + control);
        }
        if (get(JobOptions.RECOMMENDATIONS_TIME_TO_LIVE).toMillis() < 1) {
            throw new InvalidConfig(
                    JobOptions.RECOMMENDATIONS_TIME_TO_LIVE.key() + " must be longer than 0");
        }
        recommendationRules();
    }

    private void validateModels() {
        String folder = get(JobOptions.MODELS_DIR);
        if (folder != null) {
            validateModelsFolder(folder);
        }
        if (millis(JobOptions.MODELS_REFRESH_INTERVAL) < 1) {
            throw new InvalidConfig(
                    JobOptions.MODELS_REFRESH_INTERVAL.key() + " must be longer than 0");
        }
        validateSlots();
    }

    private void validateSlots() {
        boolean ofModels = get(JobOptions.MODELS_SLOT) != null;
        if (ofModels != (get(JobOptions.JOB_SLOT) != null)) {
            throw new InvalidConfig(
                    JobOptions.MODELS_SLOT.key()
                            + " and "
                            + JobOptions.JOB_SLOT.key()
                            + " belong together");
        }
        if (!ofModels) {
            return;
        }
        for (ConfigOption<Map<String, String>> slot :
                List.of(JobOptions.MODELS_SLOT, JobOptions.JOB_SLOT)) {
            try {
                ModelSlots.group(slot.key(), get(slot));
            } catch (IllegalArgumentException e) {
                throw new InvalidConfig(slot.key() + ": " + e.getMessage());
            }
        }
    }

    /** What another machine keeps may be away for now; what looks after models then says so. */
    private static void validateModelsFolder(String folder) {
        String what = JobOptions.MODELS_DIR.key() + " " + folder;
        try {
            var root = new org.apache.flink.core.fs.Path(folder);
            FileSystem files = root.getFileSystem();
            if (!files.isDistributedFS() && !files.getFileStatus(root).isDir()) {
                throw new InvalidConfig(what + " is no folder");
            }
        } catch (FileNotFoundException e) {
            throw new InvalidConfig(what + " is no folder", e);
        } catch (UnsupportedFileSystemSchemeException e) {
            throw new InvalidConfig(what + ": Flink has no plugin for this file system", e);
        } catch (IOException e) {
            throw new InvalidConfig(what + ": " + e.getMessage(), e);
        }
    }

    private void validateImages() {
        for (String folder : get(JobOptions.IMAGES_FOLDERS)) {
            if (!Files.isDirectory(Path.of(folder))) {
                throw new InvalidConfig(
                        JobOptions.IMAGES_FOLDERS.key() + ": " + folder + " is no folder");
            }
        }
        String endpoint = get(JobOptions.IMAGES_S3_ENDPOINT);
        if (endpoint != null && !endpoint.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
            throw new InvalidConfig(
                    JobOptions.IMAGES_S3_ENDPOINT.key()
                            + " must be https://HOST[:PORT], not "
                            + endpoint);
        }
        long size = get(JobOptions.IMAGES_MAX_SIZE).getBytes();
        if (size < 1 || size > LARGEST_PICTURE) {
            throw new InvalidConfig(
                    JobOptions.IMAGES_MAX_SIZE.key() + " must be 1 b to 256 mb, not " + size);
        }
        for (ConfigOption<Duration> time :
                List.of(
                        JobOptions.IMAGES_FETCH_TIMEOUT,
                        JobOptions.IMAGES_TIMEOUT,
                        JobOptions.IMAGES_INTERVAL)) {
            // Above the linger of a batch.
            if (millis(time) < 10) {
                throw new InvalidConfig(time.key() + " must be 10 ms or more");
            }
        }
        between(JobOptions.IMAGES_ATTEMPTS, 1, 100);
        between(JobOptions.IMAGES_THREADS, 1, 1_000);
        between(JobOptions.IMAGES_CAPACITY, 1, MOST_PICTURES);
        between(JobOptions.IMAGES_POST_RATE, 1, MOST_PICTURES);
        between(JobOptions.IMAGES_POST_CAPACITY, 1, MOST_PICTURES);
        between(JobOptions.IMAGES_REENCODE_RATE, 1, MOST_PICTURES);
        between(JobOptions.IMAGES_STYLES, 1, MOST_STYLES);
    }

    private void validateTrends() {
        between(JobOptions.TRENDS_VOCABULARY, 64, MOST_VOCABULARY);
        if (!(get(JobOptions.TRENDS_FALSE_ALARMS) > 0)) {
            throw new InvalidConfig(
                    JobOptions.TRENDS_FALSE_ALARMS.key()
                            + " must be above 0, not "
                            + get(JobOptions.TRENDS_FALSE_ALARMS));
        }
        trendSynonyms();
    }

    private void between(ConfigOption<Integer> option, int least, int most) {
        if (get(option) < least || get(option) > most) {
            throw new InvalidConfig(
                    "%s must be %d to %d, not %d"
                            .formatted(option.key(), least, most, get(option)));
        }
    }

    /** Where models come from; a bounded run has the same from its beginning to its end. */
    public ServingSettings serving() {
        long interval =
                get(JobOptions.KAFKA_BOUNDED) ? 0 : millis(JobOptions.MODELS_REFRESH_INTERVAL);
        return new ServingSettings(get(JobOptions.MODELS_DIR), interval);
    }

    /** What the business decides of recommendations, from its file where there is one. */
    public BusinessRules recommendationRules() {
        return fromFile(JobOptions.RECOMMENDATIONS_RULES, BusinessRules.NONE, BusinessRules::parse);
    }

    /** Names that mean the same in posts, from their file where there is one. */
    public Synonyms trendSynonyms() {
        return fromFile(
                JobOptions.TRENDS_SYNONYMS,
                Synonyms.NONE,
                text -> Synonyms.parse(text.lines().toList()));
    }

    private <T> T fromFile(ConfigOption<String> option, T none, Function<String, T> parser) {
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

    private void days(ConfigOption<Integer> option) {
        int days = get(option);
        if (days < 1 || days > JobOptions.MOST_DEMAND_DAYS) {
            throw new InvalidConfig(
                    option.key()
                            + " must be 1 to "
                            + JobOptions.MOST_DEMAND_DAYS
                            + " days, not "
                            + days);
        }
    }

    private void probability(ConfigOption<Double> option) {
        if (!(get(option) > 0 && get(option) < 1)) {
            throw new InvalidConfig(option.key() + " must lie between 0 and 1, not " + get(option));
        }
    }

    /** The epoch day before which no forecast is issued; {@link Long#MIN_VALUE} if none is set. */
    public long issueFrom() {
        String date = get(JobOptions.DEMAND_ISSUE_FROM);
        if (date == null) {
            return Long.MIN_VALUE;
        }
        try {
            return LocalDate.parse(date).toEpochDay();
        } catch (DateTimeParseException e) {
            throw new InvalidConfig(
                    JobOptions.DEMAND_ISSUE_FROM.key() + " is no date like 2026-03-01: " + date);
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
