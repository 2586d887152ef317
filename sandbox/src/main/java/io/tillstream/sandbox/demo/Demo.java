package io.tillstream.sandbox.demo;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.TillstreamJob;
import io.tillstream.sandbox.page.FlinkJobStatus;
import io.tillstream.sandbox.page.LivePage;
import io.tillstream.sandbox.page.LivePageConfig;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.replay.TemporaryFolder;
import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.sandbox.stack.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole product on one machine, until Ctrl-C or for a while. */
public final class Demo {
    private final Settings settings;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * How to run.
     *
     * @param duration null for until Ctrl-C
     * @param rate events a second of the simulated shop
     * @param data event files instead of the simulated shop; nullable
     * @param speed of event files, times real time; infinite for as fast as can be
     */
    public record Settings(
            Duration duration,
            double rate,
            boolean page,
            Path data,
            double speed,
            int parallelism,
            int pagePort,
            int flinkPort,
            int kafkaPort,
            int postgresPort,
            long seed) {}

    /** A demo with these settings. */
    public Demo(Settings settings) {
        this.settings = settings;
    }

    /** Runs until it is stopped. */
    public void run() throws Exception {
        Thread hook =
                new Thread(
                        () -> {
                            stop.countDown();
                            awaitStopped();
                        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            runUntilStopped();
        } finally {
            stopped.countDown();
        }
    }

    /** Ctrl-C ends the JVM when its hooks have ended: this one waits until all is put away. */
    private void awaitStopped() {
        try {
            if (!stopped.await(60, TimeUnit.SECONDS)) {
                System.err.println("tillstream: the stack did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilStopped() throws Exception {
        long start = System.nanoTime();
        if (settings.page()) {
            Ports.resolve(settings.pagePort(), "the live page", "--page-port");
        }
        System.out.println("starting Kafka, PostgreSQL and Flink ...");
        try (TemporaryFolder data = new TemporaryFolder("tillstream-demo");
                EmbeddedStack stack = EmbeddedStack.start(stackSettings(data.path()));
                Feeder feeder = new Feeder(stack.kafka().bootstrapServers())) {
            System.out.printf(Locale.ROOT, "stack up after %.1f s%n", since(start));
            submit(stack);
            try (LivePage page = settings.page() ? page(stack) : null) {
                Feed feed = Feed.start(settings, feeder);
                announce(stack, page);
                System.out.printf(Locale.ROOT, "running after %.1f s; Ctrl-C ends%n", since(start));
                awaitEnd();
                feed.stop();
            }
            System.out.println("stopping ...");
        }
    }

    private void awaitEnd() throws InterruptedException {
        if (settings.duration() == null) {
            stop.await();
        } else if (stop.await(settings.duration().toMillis(), TimeUnit.MILLISECONDS)) {
            System.out.println("stopped before its time");
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private EmbeddedStack.Settings stackSettings(Path folder) {
        return new EmbeddedStack.Settings(
                folder,
                Math.max(2, settings.parallelism()),
                settings.parallelism(),
                settings.kafkaPort(),
                settings.postgresPort(),
                settings.flinkPort());
    }

    private void submit(EmbeddedStack stack) {
        JobConfig config =
                stack.jobConfig(
                        Map.of(
                                JobOptions.PARALLELISM.key(),
                                Integer.toString(settings.parallelism()),
                                JobOptions.CHECKPOINT_INTERVAL.key(),
                                "1 s",
                                JobOptions.IDLE_TIMEOUT.key(),
                                "2 s"));
        StreamExecutionEnvironment env = stack.flink().environment();
        TillstreamJob.define(env, config);
        stack.flink().submit(env, config.get(JobOptions.JOB_NAME), null);
    }

    private LivePage page(EmbeddedStack stack) throws Exception {
        return LivePage.start(
                new LivePageConfig(
                        settings.pagePort(),
                        stack.database().url(),
                        EmbeddedDatabase.USER,
                        "",
                        stack.kafka().bootstrapServers(),
                        stack.flink().url(),
                        stack.database().description(),
                        settings.data() == null
                                ? null
                                : settings.data().toAbsolutePath().resolve("images"),
                        new FlinkJobStatus(stack.flink().url())));
    }

    private static void announce(EmbeddedStack stack, LivePage page) {
        if (page != null) {
            System.out.println("live page  " + page.url());
        }
        System.out.println("Flink      " + stack.flink().url());
        System.out.println("database   " + stack.database().description());
        System.out.println("Kafka      " + stack.kafka().bootstrapServers());
    }
}
