package io.tillstream.sandbox.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.sandbox.bench.Bench;
import io.tillstream.sandbox.bench.PostThroughput;
import io.tillstream.sandbox.bench.RecommendationLatency;
import io.tillstream.sandbox.replay.TemporaryFolder;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedFlink;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.sandbox.stack.PutAway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}. */
@Command(
        name = "bench",
        description = "Measures the job beside the least that such a job costs, in one run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int DAYS = 20;
    private static final long MOST_POSTS = 10_000_000;
    private static final int CUSTOMERS = 50_000;
    private static final int MOST_CUSTOMERS = 1_000_000;
    private static final int PRODUCTS = 2_000;

    @Option(names = "--events", paramLabel = "N", description = "About; default: 1000000.")
    private long events = 1_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "After the warm-up; default: 3.")
    private int rounds = 3;

    @Option(
            names = "--latency",
            paramLabel = "EVENTS_PER_S",
            description =
                    "Measures instead how long after an event its recommendations are on their"
                            + " topic, at this rate.")
    private Double latency;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "With --latency: how long to measure; default: 60.")
    private int seconds = 60;

    @Option(
            names = "--posts",
            paramLabel = "N",
            description =
                    "Measures instead how many posts a second trends take, with so many an hour of"
                            + " event time, and what is held in memory at the end of each hour.")
    private Long posts;

    @Option(
            names = "--hours",
            paramLabel = "N",
            description = "With --posts: hours of event time to measure; default: 25.")
    private int hours = 25;

    @Option(
            names = "--checkpoints",
            paramLabel = "DURATION",
            description = "With --posts or --latency: their interval; default: 10s.",
            converter = Durations.class)
    private Duration checkpoints = Duration.ofSeconds(10);

    @Option(names = "--parallelism", paramLabel = "N", description = "Default: 2.")
    private int parallelism = 2;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "With --latency: seconds at the rate before it is measured, for the compilers of the JVM; default: 120.")
    private int warmUp = 120;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "With --latency: of the shop; default: 5000.")
    private int customers = 5_000;

    @Option(
            names = "--day",
            paramLabel = "DURATION",
            description =
                    "With --latency: how long a day of the shop takes; default: 2m, in which the work of days and hours is done 720 times as often as in life.",
            converter = Durations.class)
    private Duration day = Duration.ofMinutes(2);

    @Mixin private ModelsOption models;

    @Option(names = "--out", paramLabel = "FILE", description = "The results as JSON.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (events < 2_000 || rounds < 1 || parallelism < 1) {
            throw new WrongUsage(
                    "--events must be 2000 or more, --rounds and --parallelism 1 or more");
        }
        if (seconds < 1
                || warmUp < 0
                || (latency != null && !(latency >= 1 && latency <= 100_000))) {
            throw new WrongUsage(
                    "--latency must be 1 to 100000, --seconds 1 or more, --warm-up 0 or more");
        }
        if (customers < 1 || customers > MOST_CUSTOMERS || day.toSeconds() < 1) {
            throw new WrongUsage("--customers must be 1 to 1000000, --day a second or more");
        }
        if (hours < 1 || (posts != null && posts < 1_000)) {
            throw new WrongUsage("--posts must be 1000 or more, --hours 1 or more");
        }
        if (posts != null && (latency != null || posts > MOST_POSTS)) {
            throw new WrongUsage("--posts must be 10000000 or fewer, and goes without --latency");
        }
        if (posts != null) {
            measurePosts();
            return 0;
        }
        Map<String, String> settings = models.settings();
        try (PutAway away = new PutAway()) {
            TemporaryFolder data = away.open(() -> new TemporaryFolder("tillstream-bench"));
            EmbeddedStack stack =
                    away.open(
                            () ->
                                    EmbeddedStack.start(
                                            EmbeddedStack.Settings.in(data.path(), parallelism)));
            if (latency != null) {
                report(
                        new RecommendationLatency(
                                        stack, settings, parallelism, checkpoints, customers, day)
                                .run(latency, warmUp, seconds));
                return 0;
            }
            Bench bench = new Bench(stack, parallelism, settings);
            long records =
                    bench.feed(
                            ShopConfig.of(DAYS, CUSTOMERS, PRODUCTS, 1)
                                    .withEventsPerDay(events / DAYS));
            System.out.println(records + " records are in Kafka");
            report(records, bench.run(records, rounds));
        }
        return 0;
    }

    private void measurePosts() throws Exception {
        try (PutAway away = new PutAway()) {
            TemporaryFolder data = away.open(() -> new TemporaryFolder("tillstream-bench"));
            EmbeddedFlink flink = away.open(() -> EmbeddedFlink.start(data.path(), parallelism, 0));
            System.out.printf(
                    "%4s %10s %12s %8s %9s %7s%n",
                    "hour", "posts/s", "CPU us/post", "heap MB", "state MB", "alerts");
            PostThroughput.Result result =
                    new PostThroughput(flink, checkpoints, parallelism)
                            .run(posts, hours, BenchCommand::tell);
            System.out.printf(
                    Locale.ROOT,
                    "%4s %10.0f %12.1f%n",
                    "all",
                    result.postsPerSecond(),
                    result.cpuMicros());
            write(result);
        }
    }

    private static void tell(PostThroughput.Hour hour) {
        System.out.printf(
                Locale.ROOT,
                "%4d %10.0f %12.1f %8.0f %9.0f %7d%n",
                hour.hour(),
                hour.postsPerSecond(),
                hour.cpuMicros(),
                hour.heapMegabytes(),
                hour.stateMegabytes(),
                hour.alerts());
    }

    private void report(long records, List<Bench.Result> results) throws Exception {
        System.out.printf("%n%-22s %12s %14s %12s%n", "", "events/s", "CPU us/event", "job : this");
        for (Bench.Result result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %12.0f %14.1f %12.1f%n",
                    result.name(),
                    result.eventsPerSecond(),
                    result.cpuMicros(),
                    result.ratio());
        }
        write(
                Map.of(
                        "records", records,
                        "rounds", rounds,
                        "parallelism", parallelism,
                        "results", results));
    }

    private void report(RecommendationLatency.Result result) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%.0f events/s: %d lists for %d events that call for one, ms after the event: p50 %.0f, p90 %.0f, p99 %.0f,"
                        + " greatest %.0f; %.2f cores busy%n",
                result.rate(),
                result.lists(),
                result.calls(),
                result.p50(),
                result.p90(),
                result.p99(),
                result.greatest(),
                result.cores());
        write(result);
    }

    private void write(Object results) throws Exception {
        if (out != null) {
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(out.toFile(), results);
        }
    }
}
