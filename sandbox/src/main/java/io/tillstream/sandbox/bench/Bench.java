package io.tillstream.sandbox.bench;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.sandbox.replay.CpuTime;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.shop.ShopSimulator;
import io.tillstream.sandbox.shop.SimulatedRecord;
import io.tillstream.sandbox.stack.EmbeddedStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job beside the least that such a job costs. Each round runs every floor and the job over the
 * same records in Kafka; the first round warms the JVM up and does not count. Processor time is
 * that of this JVM, the broker in it and PostgreSQL, without the feeding.
 */
public final class Bench {
    private final EmbeddedStack stack;
    private final int parallelism;
    private final Map<String, String> settings;

    /**
     * @param stack a fresh one
     * @param parallelism of every job
     * @param settings of every job, over those of a measurement
     */
    public Bench(EmbeddedStack stack, int parallelism, Map<String, String> settings) {
        this.stack = stack;
        this.parallelism = parallelism;
        this.settings = Map.copyOf(settings);
    }

    /**
     * Medians over the rounds.
     *
     * @param cpuMicros microseconds of processor time an event
     * @param ratio processor time of the job to this
     */
    public record Result(String name, double eventsPerSecond, double cpuMicros, double ratio) {}

    private record Run(double seconds, double cpuMicros) {}

    /** Feeds the records of a simulated shop and returns how many. */
    public long feed(ShopConfig shop) {
        try (Feeder feeder = new Feeder(stack.kafka().bootstrapServers())) {
            ShopSimulator simulator = ShopSimulator.bounded(shop);
            while (simulator.hasNext()) {
                SimulatedRecord r = simulator.next();
                feeder.send(r.topic(), r.key(), r.value(), r.arrivalTime());
            }
            feeder.flush();
            return feeder.sent();
        }
    }

    /** Measures all of them. */
    public List<Result> run(long records, int rounds) throws Exception {
        stack.kafka().createTopic(Floor.OUTPUT, parallelism);
        Map<Floor, List<Run>> runs = new EnumMap<>(Floor.class);
        for (int round = 0; round <= rounds; round++) {
            for (Floor floor : Floor.values()) {
                Run run = run(floor, records);
                System.out.printf(
                        Locale.ROOT,
                        "%s %-20s %8.0f events/s %6.1f us%n",
                        round == 0 ? "warm-up" : "round " + round,
                        floor.label(),
                        records / run.seconds(),
                        run.cpuMicros());
                if (round > 0) {
                    runs.computeIfAbsent(floor, f -> new ArrayList<>()).add(run);
                }
            }
        }
        return results(records, runs);
    }

    private Run run(Floor floor, long records) throws Exception {
        stack.database().reset();
        Map<String, String> all = new HashMap<>();
        all.put(JobOptions.KAFKA_BOUNDED.key(), "true");
        all.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
        all.put(JobOptions.IDLE_TIMEOUT.key(), "0 s");
        all.put(JobOptions.CHECKPOINT_INTERVAL.key(), "5 s");
        all.put(JobOptions.PIPELINES.key(), floor.pipelines());
        all.putAll(settings);
        JobConfig config = stack.jobConfig(all);
        StreamExecutionEnvironment env = stack.flink().environment();
        env.setParallelism(parallelism);
        env.enableCheckpointing(config.millis(JobOptions.CHECKPOINT_INTERVAL));
        floor.define(env, config, stack.kafka().bootstrapServers());
        Duration cpu = CpuTime.ofProcessTree();
        long start = System.nanoTime();
        stack.flink().awaitEnd(stack.flink().submit(env, floor.label(), null));
        double seconds = (System.nanoTime() - start) / 1e9;
        double micros = CpuTime.ofProcessTree().minus(cpu).toNanos() / 1e3 / records;
        return new Run(seconds, micros);
    }

    private static List<Result> results(long records, Map<Floor, List<Run>> runs) {
        double job = median(runs.get(Floor.JOB).stream().map(Run::cpuMicros).toList());
        List<Result> results = new ArrayList<>();
        runs.forEach(
                (floor, measured) -> {
                    double seconds = median(measured.stream().map(Run::seconds).toList());
                    double cpu = median(measured.stream().map(Run::cpuMicros).toList());
                    results.add(new Result(floor.label(), records / seconds, cpu, job / cpu));
                });
        return results;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
