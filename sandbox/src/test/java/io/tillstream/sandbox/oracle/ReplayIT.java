package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.TillstreamJob;
import io.tillstream.Topology;
import io.tillstream.connect.KafkaSources;
import io.tillstream.connect.LiveSinks;
import io.tillstream.connect.Sources;
import io.tillstream.events.Decoded;
import io.tillstream.events.Topic;
import io.tillstream.pictures.PicturesOptions;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.FaultRates;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.schemas.TopicSchemas;
import io.tillstream.trends.TrendsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole replays through Kafka, the job and PostgreSQL, against the batch oracle and each other. */
class ReplayIT {
    private static final int SAVEPOINT_ATTEMPTS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARALLELISM = 4;
    private static final Pattern OCCURRED =
            Pattern.compile("\"occurred_at\":\"(20\\d\\d-[0-9-]+T[0-9:.]+Z)\"");
    private static final Pattern POST_PICTURE =
            Pattern.compile("\"post_id\":\"([^\"]+)\".*\"image_uri\":\"[^\"]*/(posts/[^\"]+)\"");
    private static final Pattern POST_ID = Pattern.compile("\"post_id\":\"([^\"]+)\"");
    private static final int SHUFFLED_WITHIN = 50 * 60 * 1_000;
    private static final ShopConfig SHOP = ShopConfig.of(10, 300, 60, 11);

    @TempDir static Path folder;
    private static final AtomicInteger STACKS = new AtomicInteger();
    private static Path events;
    private static Path reference;
    private static Replay.Summary summary;

    @BeforeAll
    static void replayOnce() throws Exception {
        events = folder.resolve("events");
        EventFiles.write(SHOP, events);
        reference = folder.resolve("reference");
        summary = replay(events, 2, reference);
    }

    /** A stack of its own for each replay: topics made anew under old names confuse producers. */
    private static EmbeddedStack stack() {
        return EmbeddedStack.start(
                EmbeddedStack.Settings.in(
                        folder.resolve("stack-" + STACKS.incrementAndGet()), PARALLELISM));
    }

    private static Map<String, String> settings(int parallelism) {
        Map<String, String> settings = new HashMap<>();
        settings.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
        settings.put(JobOptions.CHECKPOINT_INTERVAL.key(), "1 s");
        settings.put(PicturesOptions.FOLDERS.key(), folder.toString());
        settings.put(PicturesOptions.POSTS_TRUSTED.key(), "true");
        // As many as so small a shop has pictures for.
        settings.put(PicturesOptions.STYLES.key(), "6");
        List<String> pipelines = new ArrayList<>(JobOptions.PIPELINES.defaultValue());
        pipelines.add("trends");
        settings.put(JobOptions.PIPELINES.key(), String.join(";", pipelines));
        // Many, so that there are some to compare: so small a shop has few posts an hour.
        settings.put(TrendsOptions.FALSE_ALARMS.key(), "100");
        return settings;
    }

    private static Replay.Summary replay(Path from, int parallelism, Path to) throws Exception {
        try (EmbeddedStack stack = stack()) {
            Replay replay = new Replay(stack, settings(parallelism));
            Replay.Summary result = replay.run(from);
            replay.export(to);
            return result;
        }
    }

    @Test
    void agreesWithTheBatchOracle() throws IOException {
        Report report = OracleComparison.compare(events, reference);

        assertThat(report.isEqual()).as(report.toString()).isTrue();
    }

    /** What makes the comparisons below say something of pictures. */
    @Test
    void everyPictureIsEncodedAndHasItsNeighbours() throws IOException {
        Csv embeddings = Csv.read(reference.resolve("tables/product_embedding.csv"));
        Csv similar = Csv.read(reference.resolve("tables/product_similar_look.csv"));

        assertThat(embeddings.values())
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(row.get(3)).startsWith("style-"));
        assertThat(similar.values()).hasSameSizeAs(embeddings.values());
        assertThat(similar.values()).allSatisfy(row -> assertThat(row.get(2)).contains("cosine"));
        assertThat(Csv.read(reference.resolve("tables/data_quality.csv")).values())
                .filteredOn(row -> row.get(1).startsWith("picture-"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(4)).isEqualTo("0"));
    }

    /** The style that a post talks of is that of its picture, and its nearest product has it. */
    @Test
    void postsLookLikeProductsOfTheLookThatTheyShow() throws IOException {
        JsonNode truth = JSON.readTree(events.resolve("truth.json").toFile());
        Map<String, JsonNode> products = new HashMap<>();
        truth.get("styles").forEach(style -> products.put(style.get("product_id").asText(), style));
        Map<String, JsonNode> pictures = new HashMap<>();
        truth.get("post_pictures").forEach(p -> pictures.put(p.get("image").asText(), p));
        Map<String, JsonNode> shown = new HashMap<>();
        for (String line : read(events.resolve("social.posts.jsonl.gz"))) {
            Matcher post = POST_PICTURE.matcher(line);
            if (post.find()) {
                shown.put(post.group(1), pictures.get(post.group(2)));
            }
        }
        Map<String, Integer> right = new HashMap<>();
        Csv posts = Csv.read(reference.resolve("tables/post_look.csv"));
        List<String> header = posts.header();
        for (List<String> row : posts.values()) {
            JsonNode picture = shown.get(row.get(header.indexOf("post_id")));
            JsonNode items = JSON.readTree(row.get(header.indexOf("items")));
            JsonNode product = products.get(items.at("/0/product_id").asText());
            for (String attribute : List.of("colour", "pattern", "silhouette")) {
                if (product.get(attribute).equals(picture.get(attribute))) {
                    right.merge(attribute, 1, Integer::sum);
                }
            }
        }
        double all = posts.values().size();
        // Of the records that name a picture a few are broken.
        assertThat(all).isBetween(0.98 * shown.size(), (double) shown.size()).isGreaterThan(100);
        assertThat(right.get("colour") / all).isGreaterThan(0.95);
        assertThat(right.get("pattern") / all).isGreaterThan(0.95);
        assertThat(right.get("silhouette") / all).isGreaterThan(0.95);
    }

    @Test
    void countsWhatTheShopPlanted() throws IOException {
        JsonNode truth = JSON.readTree(events.resolve("truth.json").toFile());

        assertThat(summary.duplicates()).isEqualTo(truth.at("/duplicates/total").asLong());
        assertThat(summary.dead()).isEqualTo(truth.at("/broken_by_kind/total").asLong());
        assertThat(summary.records()).isEqualTo(truth.at("/records/total").asLong());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void givesTheSameWithAnotherParallelism(int parallelism) throws Exception {
        Path other = folder.resolve("parallelism-" + parallelism);
        replay(events, parallelism, other);

        assertSameExports(other);
    }

    private static void assertSameExports(Path other) throws IOException {
        Report tables = ExportComparison.compare(reference, other, Set.of());
        assertThat(tables.isEqual()).as(tables.toString()).isTrue();
        for (String topic :
                List.of(
                        "retail.segments",
                        "retail.dead-letters",
                        "retail.forecasts",
                        "retail.alerts.low-stock",
                        "retail.alerts.trend")) {
            Report records = ExportComparison.compareTopic(reference, other, topic);
            assertThat(records.isEqual()).as(records.toString()).isTrue();
        }
        Report lists =
                ExportComparison.compareTopicAtLeastOnce(
                        reference, other, "retail.recommendations");
        assertThat(lists.isEqual()).as(lists.toString()).isTrue();
    }

    @Test
    void givesTheSameWhenShuffledWithinTheLatenessAndDuplicated() throws Exception {
        // Without late events: which ones are late hangs on the order, and days close without them.
        Path punctual = folder.resolve("punctual-events");
        EventFiles.write(
                SHOP.withFaults(new FaultRates(0.005, 0, 0, 0.001, false, true)), punctual);
        Path one = folder.resolve("punctual");
        replay(punctual, 2, one);
        Path shuffled = folder.resolve("shuffled-events");
        shuffle(punctual, shuffled);
        Path other = folder.resolve("shuffled");
        replay(shuffled, 2, other);

        // What was refused and repeated is counted as it came: other by design.
        Report report = ExportComparison.compare(one, other, Set.of("data_quality", "dead_letter"));
        assertThat(report.isEqual()).as(report.toString()).isTrue();
    }

    /**
     * Delays each line of a file of events by up to 50 minutes and writes one in twenty twice. The
     * records of a post stay in their order, as they do in their partition.
     */
    private static void shuffle(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Random random = new Random(3);
        for (Topic topic : Topic.values()) {
            List<String> lines = read(from.resolve(topic.topicName() + ".jsonl.gz"));
            if (topic == Topic.POS_SALES || topic == Topic.ECOM_EVENTS) {
                lines = disturbed(lines, line -> random.nextInt(SHUFFLED_WITHIN), random);
            } else if (topic == Topic.SOCIAL_POSTS) {
                lines = disturbed(lines, ReplayIT::delayOfPost, random);
            }
            try (OutputStream out =
                    new GZIPOutputStream(
                            Files.newOutputStream(to.resolve(topic.topicName() + ".jsonl.gz")))) {
                out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static List<String> read(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.ISO_8859_1))) {
            return reader.lines().toList();
        }
    }

    /** The same of all records of a post, and of a duplicate. */
    private static int delayOfPost(String line) {
        Matcher post = POST_ID.matcher(line);
        return new Random(post.find() ? post.group(1).hashCode() : 0).nextInt(SHUFFLED_WITHIN);
    }

    private static List<String> disturbed(
            List<String> lines, ToIntFunction<String> delay, Random random) {
        record Placed(String line, long time) {}
        List<Placed> placed = new ArrayList<>();
        long time = 0;
        for (String line : lines) {
            Matcher occurred = OCCURRED.matcher(line);
            // Broken records stay with the one before them.
            time = occurred.find() ? Instant.parse(occurred.group(1)).toEpochMilli() : time;
            placed.add(new Placed(line, time + delay.applyAsInt(line)));
            if (random.nextInt(20) == 0) {
                placed.add(new Placed(line, time + delay.applyAsInt(line)));
            }
        }
        placed.sort(Comparator.comparingLong(Placed::time));
        return placed.stream().map(Placed::line).toList();
    }

    @ParameterizedTest
    @CsvSource({"retail.segments, 100", "retail.recommendations, 100", "retail.alerts.trend, 10"})
    void everyEmittedRecordSatisfiesItsSchema(String topic, int least) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(TopicSchemas.text(topic));
        List<String> lines = Files.readAllLines(reference.resolve("topics/" + topic + ".jsonl"));

        assertThat(lines).hasSizeGreaterThan(least);
        for (String line : lines) {
            assertThat(schema.validate(JSON.readTree(line).get("value"))).as(line).isEmpty();
        }
    }

    @Test
    void listsAreBetterThanTheirBaselinesAndNameNoProductThatIsNotOffered() throws IOException {
        assertThat(accuracyOf("emitted"))
                .isGreaterThan(accuracyOf("popularity"))
                .isGreaterThan(accuracyOf("item-item"));
        Set<String> offered = new HashSet<>();
        for (String line : read(events.resolve("catalog.products.jsonl.gz"))) {
            JsonNode product = JSON.readTree(line);
            String productId = product.get("product_id").asText();
            if (product.path("active").asBoolean(true)) {
                offered.add(productId);
            } else {
                offered.remove(productId);
            }
        }
        for (String line :
                Files.readAllLines(reference.resolve("topics/retail.recommendations.jsonl"))) {
            for (JsonNode item : JSON.readTree(line).at("/value/items")) {
                assertThat(offered).contains(item.get("product_id").asText());
            }
        }
    }

    /** HR@10 over all purchases. */
    private static double accuracyOf(String list) throws IOException {
        Csv metrics = Csv.read(reference.resolve("tables/model_metric.csv"));
        List<String> header = metrics.header();
        Map<String, Map<String, Double>> days = new HashMap<>();
        for (List<String> row : metrics.values()) {
            if (row.get(header.indexOf("model")).equals("recommendations")
                    && row.get(header.indexOf("model_version")).equals(list)) {
                days.computeIfAbsent(row.get(header.indexOf("window_end")), d -> new HashMap<>())
                        .put(
                                row.get(header.indexOf("metric")),
                                Double.parseDouble(row.get(header.indexOf("value"))));
            }
        }
        double hits = 0;
        double purchases = 0;
        for (Map<String, Double> day : days.values()) {
            hits += day.get("hr@10") * day.get("purchases");
            purchases += day.get("purchases");
        }
        assertThat(purchases).isGreaterThan(100);
        return hits / purchases;
    }

    @Test
    void deadLettersNameTheirPlaceAndReason() throws IOException {
        List<String> lines =
                Files.readAllLines(reference.resolve("topics/retail.dead-letters.jsonl"));

        assertThat(lines).hasSize((int) summary.dead());
        for (String line : lines) {
            JsonNode headers = JSON.readTree(line).get("headers");
            assertThat(headers.get("source.offset").asText()).containsOnlyDigits();
            assertThat(headers.get("error.message").asText()).isNotBlank();
            assertThat(JSON.readTree(line).get("key").asText())
                    .isEqualTo(headers.get("source.topic").asText());
        }
    }

    @Test
    void survivesFailuresInMidRunWithoutATrace() throws Exception {
        Failing.FAILURES.set(0);
        Failing.SEEN.set(0);
        Path other = folder.resolve("failed");
        try (EmbeddedStack stack = stack()) {
            Replay.feed(events, stack.kafka().bootstrapServers());
            Replay replay = new Replay(stack, settings(2));
            stack.flink().awaitEnd(submit(stack, replay.settings(), Failing::new, null));
            replay.export(other);
        }

        assertThat(Failing.FAILURES).hasValue(Failing.WANTED);
        assertSameExports(other);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1"})
    void goesOnFromASavepointWithAnotherParallelism(int before, int after) throws Exception {
        Slowly.SEEN.set(0);
        Slowly.slow = true;
        Path other = folder.resolve("savepoint-" + before + "-" + after);
        try (EmbeddedStack stack = stack()) {
            Replay.feed(events, stack.kafka().bootstrapServers());
            JobID first = submit(stack, settingsOf(stack, before), Slowly::new, null);
            String savepoint = stopInMidRun(stack, first, 2_000);
            long passed = Slowly.SEEN.get();
            Slowly.slow = false;
            stack.flink().awaitEnd(submit(stack, settingsOf(stack, after), Slowly::new, savepoint));
            new Replay(stack, settings(after)).export(other);

            // Stopped in the middle, and went on there: each record passed once.
            assertThat(passed).isLessThan(Slowly.SEEN.get());
            assertThat(Slowly.SEEN.get()).isEqualTo(recordsOf(Topic.ECOM_EVENTS));
        }

        assertSameExports(other);
    }

    /**
     * What docs/operations.md says of a database that is lost: its backup, and a savepoint that is
     * older. Rows that the backup has are written again, what came after it comes anew.
     */
    @Test
    void aLostDatabaseComesBackFromItsBackupAndAnOlderSavepoint() throws Exception {
        Slowly.SEEN.set(0);
        Slowly.slow = true;
        Path other = folder.resolve("recovered");
        try (EmbeddedStack stack = stack()) {
            Replay.feed(events, stack.kafka().bootstrapServers());
            Map<String, String> settings = settingsOf(stack, 2);
            JobID first = submit(stack, settings, Slowly::new, null);
            String older = stopInMidRun(stack, first, 2_000);
            JobID second = submit(stack, settings, Slowly::new, older);
            String newer = stopInMidRun(stack, second, 4_000);
            execute(stack, "CREATE DATABASE backup TEMPLATE tillstream");
            Slowly.slow = false;
            stack.flink().awaitEnd(submit(stack, settings, Slowly::new, newer));

            execute(stack, "DROP DATABASE tillstream WITH (FORCE)");
            execute(stack, "ALTER DATABASE backup RENAME TO tillstream");
            stack.flink().awaitEnd(submit(stack, settings, Slowly::new, older));
            new Replay(stack, settings(2)).export(other);
        }

        Report tables = ExportComparison.compare(reference, other, Set.of());
        assertThat(tables.isEqual()).as(tables.toString()).isTrue();
    }

    private static void execute(EmbeddedStack stack, String command) throws SQLException {
        String server = stack.database().url().replaceFirst("[^/]*$", "postgres");
        try (Connection connection =
                        DriverManager.getConnection(server, EmbeddedDatabase.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** Stops a job once it has seen so many records, where no task ends just then. */
    private static String stopInMidRun(EmbeddedStack stack, JobID job, long records)
            throws Exception {
        await("records", () -> Slowly.SEEN.get() > records);
        // A source that ends just then would fail the stop.
        await("the end of reference data", () -> finishedSources(stack, job) == 2);
        // So would a task behind one: looks end when all pictures are encoded.
        await("the end of looks", () -> hasFinished(stack, job, OperatorId.LOOKS));
        await("tasks behind them", () -> isSteady(stack, job));
        return stopWithSavepoint(stack, job);
    }

    private static Map<String, String> settingsOf(EmbeddedStack stack, int parallelism) {
        return new Replay(stack, settings(parallelism)).settings();
    }

    private static JobID submit(
            EmbeddedStack stack,
            Map<String, String> settings,
            Function<Topic, MapFunction<Decoded, Decoded>> disturbance,
            String savepoint) {
        JobConfig config = stack.jobConfig(settings);
        StreamExecutionEnvironment env = stack.flink().environment();
        TillstreamJob.configure(env, config);
        Topology.define(env, disturbed(config, disturbance), new LiveSinks(config), config);
        return stack.flink().submit(env, "disturbed", savepoint);
    }

    private static Sources disturbed(
            JobConfig config, Function<Topic, MapFunction<Decoded, Decoded>> disturbance) {
        KafkaSources kafka = new KafkaSources(config);
        return (env, topic) ->
                kafka.open(env, topic)
                        .map(disturbance.apply(topic))
                        .returns(Decoded.class)
                        .uid("disturbance-" + topic.topicName());
    }

    /**
     * Tries again where a task behind a source that has ended was about to end, too: the job starts
     * anew then, and can be stopped once all of its tasks run.
     */
    private static String stopWithSavepoint(EmbeddedStack stack, JobID job) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return stack.flink()
                        .cluster()
                        .stopWithSavepoint(
                                job,
                                folder.resolve("savepoints").toUri().toString(),
                                false,
                                SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (attempt == SAVEPOINT_ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(500);
                await("all tasks", () -> runs(stack, job));
            }
        }
    }

    private static boolean runs(EmbeddedStack stack, JobID job) {
        return vertices(stack, job)
                .allMatch(
                        vertex ->
                                vertex.getAggregateState() == ExecutionState.RUNNING
                                        || vertex.getAggregateState() == ExecutionState.FINISHED);
    }

    private static long finishedSources(EmbeddedStack stack, JobID job) {
        return vertices(stack, job)
                .filter(vertex -> vertex.getName().startsWith("Source:"))
                .filter(vertex -> vertex.getAggregateState() == ExecutionState.FINISHED)
                .count();
    }

    private static boolean hasFinished(EmbeddedStack stack, JobID job, OperatorId id) {
        return vertices(stack, job)
                .filter(vertex -> vertex.getName().contains(id.label()))
                .allMatch(vertex -> vertex.getAggregateState() == ExecutionState.FINISHED);
    }

    /** Whether no task ends just now. */
    private static boolean isSteady(EmbeddedStack stack, JobID job) {
        long before = finishedTasks(stack, job);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        return finishedTasks(stack, job) == before;
    }

    private static long finishedTasks(EmbeddedStack stack, JobID job) {
        return vertices(stack, job)
                .filter(vertex -> vertex.getAggregateState() == ExecutionState.FINISHED)
                .count();
    }

    private static Stream<? extends AccessExecutionJobVertex> vertices(
            EmbeddedStack stack, JobID job) {
        return stack
                .flink()
                .cluster()
                .getExecutionGraph(job)
                .join()
                .getAllVertices()
                .values()
                .stream();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static long recordsOf(Topic topic) throws IOException {
        return read(events.resolve(topic.topicName() + ".jsonl.gz")).size();
    }

    /** Lets records pass slowly, so that a run has a middle, until told otherwise. */
    private static final class Slowly implements MapFunction<Decoded, Decoded> {
        static final AtomicLong SEEN = new AtomicLong();
        static volatile boolean slow;

        private static final long serialVersionUID = 1L;
        private static final long PAUSE_NANOS = 1_000_000;

        private final boolean counts;
        private final long pause;

        /** Other topics with event time are much slower: one that ends just then fails a stop. */
        Slowly(Topic topic) {
            this.counts = topic == Topic.ECOM_EVENTS;
            this.pause = counts ? PAUSE_NANOS : topic.hasEventTime() ? 20 * PAUSE_NANOS : 0;
        }

        @Override
        public Decoded map(Decoded decoded) {
            if (counts) {
                SEEN.incrementAndGet();
            }
            if (slow && pause > 0) {
                LockSupport.parkNanos(pause);
            }
            return decoded;
        }
    }

    /** Fails twice, each time after some more records; counts across restarts of the job. */
    private static final class Failing implements MapFunction<Decoded, Decoded> {
        static final int WANTED = 2;
        static final AtomicInteger FAILURES = new AtomicInteger();
        static final AtomicLong SEEN = new AtomicLong();

        private static final long serialVersionUID = 1L;
        private static final long EVERY = 4_000;

        private final boolean fails;

        Failing(Topic topic) {
            this.fails = topic == Topic.ECOM_EVENTS;
        }

        @Override
        public Decoded map(Decoded decoded) {
            if (!fails) {
                return decoded;
            }
            long seen = SEEN.incrementAndGet();
            int failures = FAILURES.get();
            if (failures < WANTED
                    && seen >= EVERY * (failures + 1)
                    && FAILURES.compareAndSet(failures, failures + 1)) {
                throw new IllegalStateException("failure " + failures + ", on purpose");
            }
            return decoded;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"online-retail", "complete-journey"})
    void agreesWithTheBatchOracleOnRealData(String name) throws Exception {
        Path data = Path.of("../../shared/data").resolve(name);
        assumeTrue(Files.isDirectory(data), "no real data at " + data + ": skipped");
        Path export = folder.resolve(name);
        try (EmbeddedStack stack = stack()) {
            Map<String, String> settings = settings(2);
            // Forecasts of all these products take minutes more, see docs/demand.md.
            settings.put(JobOptions.PIPELINES.key(), "customers;products");
            Replay replay = new Replay(stack, settings);
            replay.run(data);
            replay.export(export);
        }

        Report report = OracleComparison.compare(data, export);
        assertThat(report.isEqual()).as(report.toString()).isTrue();
    }
}
