package io.tillstream.sandbox.bench;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.TillstreamJob;
import io.tillstream.recommendations.RecommendationsOptions;
import io.tillstream.sandbox.demo.Pace;
import io.tillstream.sandbox.replay.CpuTime;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.shop.ShopSimulator;
import io.tillstream.sandbox.shop.SimulatedRecord;
import io.tillstream.sandbox.stack.EmbeddedStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long after an event its recommendations are on the topic: from the moment at which a record
 * is given to a Kafka producer to the one at which a consumer of {@code retail.recommendations} has
 * the list that the event triggered. The whole job runs, without a throttle but that which follows
 * the load: the simulated day takes minutes, in which shoppers click as no person can.
 */
public final class RecommendationLatency {
    private static final String TOPIC = "retail.recommendations";
    private static final String TRIGGER = "\"trigger_event_id\":\"";
    private static final List<String> IDS =
            List.of("\"order_id\":\"", "\"sale_id\":\"", "\"event_id\":\"");
    private static final List<String> CALLS =
            List.of("\"type\":\"view\"", "\"type\":\"add_to_cart\"", "\"type\":\"order\"");
    private static final int PRODUCTS = 300;
    private static final int HISTORY = 60_000;

    private static final double NANOS_A_MILLI = 1e6;
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final EmbeddedStack stack;
    private final Map<String, String> settings;
    private final int parallelism;
    private final Duration checkpoints;
    private final int customers;
    private final Duration day;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final List<Double> latencies = new ArrayList<>();
    private final AtomicLong lists = new AtomicLong();
    private volatile boolean measures;
    private volatile boolean ends;
    private volatile long lastListAt;
    private Duration processors = Duration.ZERO;
    private long measured;
    private long calls;

    /**
     * @param stack a fresh one
     * @param settings of the job, in the place of those of a measurement
     * @param parallelism of the job
     * @param checkpoints their interval
     * @param customers of the shop
     * @param day how long a day of the shop takes; what is done once a day or an hour weighs the
     *     more, the shorter it is
     */
    public RecommendationLatency(
            EmbeddedStack stack,
            Map<String, String> settings,
            int parallelism,
            Duration checkpoints,
            int customers,
            Duration day) {
        this.stack = stack;
        this.settings = settings;
        this.parallelism = parallelism;
        this.checkpoints = checkpoints;
        this.customers = customers;
        this.day = day;
    }

    /**
     * What was measured.
     *
     * @param rate events a second that were fed while it was measured
     * @param calls of them that call for a list
     * @param lists that answered them; a shopper's next event may overtake one
     * @param p50 milliseconds, as the others
     * @param cores processors that were busy while it was measured, broker, PostgreSQL, feeder and
     *     reader included
     */
    public record Result(
            double rate,
            long calls,
            int lists,
            double p50,
            double p90,
            double p99,
            double greatest,
            double cores) {}

    /**
     * Runs the job, warms it up and measures.
     *
     * @param rate events a second
     * @param warmUp seconds in which the compilers of the JVM are busy
     * @param seconds to measure after it
     */
    public Result run(double rate, int warmUp, int seconds) throws Exception {
        Map<String, String> all = new HashMap<>();
        all.put(JobOptions.CHECKPOINT_INTERVAL.key(), checkpoints.toMillis() + " ms");
        all.put(JobOptions.CHECKPOINT_CHANGELOG.key(), "true");
        all.put(JobOptions.IDLE_TIMEOUT.key(), "2 s");
        all.put(RecommendationsOptions.INTERVAL.key(), "1 ms");
        all.putAll(settings);
        all.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
        JobConfig config = stack.jobConfig(all);
        StreamExecutionEnvironment env = stack.flink().environment();
        TillstreamJob.define(env, config);
        JobID job = stack.flink().submit(env, "latency", null);
        Thread reader = new Thread(this::read, "latency-reader");
        reader.start();
        try (Feeder feeder = new Feeder(stack.kafka().bootstrapServers())) {
            feed(rate, warmUp, seconds, feeder);
        } finally {
            ends = true;
            reader.join();
            stack.flink().cluster().cancelJob(job).get();
        }
        return result((double) measured / seconds, processors.toNanos() / 1e9 / seconds);
    }

    private void feed(double rate, int warmUp, int seconds, Feeder feeder)
            throws InterruptedException {
        ShopSimulator shop =
                ShopSimulator.endless(
                        ShopConfig.of(365, customers, PRODUCTS, 1)
                                .withEventsPerDay(Math.round(rate * day.toSeconds())));
        while (feeder.sent() < HISTORY) {
            send(shop.next(), feeder);
        }
        feeder.flush();
        awaitQuiet();
        Pace pace = new Pace(rate);
        feedFor(warmUp, shop, pace, feeder);
        measures = true;
        Duration before = CpuTime.ofProcessTree();
        feedFor(seconds, shop, pace, feeder);
        processors = CpuTime.ofProcessTree().minus(before);
        measures = false;
        feeder.flush();
        awaitQuiet();
    }

    private void feedFor(int seconds, ShopSimulator shop, Pace pace, Feeder feeder)
            throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end && !pace.await(never)) {
            send(shop.next(), feeder);
        }
    }

    /** Until lists have come, and none for a while. */
    private void awaitQuiet() throws InterruptedException {
        lastListAt = System.nanoTime();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isQuiet() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isQuiet() {
        return lists.get() > 0 && System.nanoTime() - lastListAt > QUIET.toNanos();
    }

    private void send(SimulatedRecord record, Feeder feeder) {
        measured += measures ? 1 : 0;
        String id = measures && record.value() != null ? idOf(record.value()) : null;
        if (id != null) {
            sentAt.put(id, System.nanoTime());
            calls += callsForList(record.value()) ? 1 : 0;
        }
        feeder.send(record.topic(), record.key(), record.value(), record.arrivalTime());
    }

    private static String idOf(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        for (String name : IDS) {
            String id = after(name, text);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** Whether an event is one that its shopper is shown a list for. */
    private static boolean callsForList(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        boolean till = text.contains("\"sale_id\":");
        boolean returned = text.contains("\"type\":\"return\"");
        return till
                ? text.contains("\"customer_id\":") && !returned
                : CALLS.stream().anyMatch(text::contains);
    }

    private static String after(String name, String text) {
        int at = text.indexOf(name);
        return at < 0
                ? null
                : text.substring(at + name.length(), text.indexOf('"', at + name.length()));
    }

    private void read() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka().bootstrapServers());
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(info -> new TopicPartition(TOPIC, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            while (!ends) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    lastListAt = System.nanoTime();
                    lists.incrementAndGet();
                    Long sent = sentAt.remove(after(TRIGGER, record.value()));
                    if (sent != null) {
                        latencies.add((System.nanoTime() - sent) / NANOS_A_MILLI);
                    }
                }
            }
        }
    }

    private Result result(double rate, double cores) {
        List<Double> sorted = latencies.stream().sorted().toList();
        return new Result(
                rate,
                calls,
                sorted.size(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                quantile(sorted, 0.99),
                quantile(sorted, 1),
                cores);
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }
}
