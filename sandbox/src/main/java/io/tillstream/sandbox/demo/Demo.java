package io.tillstream.sandbox.demo;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.TillstreamJob;
import io.tillstream.pictures.PicturesOptions;
import io.tillstream.sandbox.page.FlinkJobStatus;
import io.tillstream.sandbox.page.LivePage;
import io.tillstream.sandbox.page.LivePageConfig;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.replay.TemporaryFolder;
import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.sandbox.stack.Ports;
import io.tillstream.sandbox.stack.PutAway;
import io.tillstream.trends.TrendsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole product on one machine, until Ctrl-C or for a while. */
public final class Demo {
    /** Subjects of posts that trends tell apart; a simulated shop has hardly more. */
    private static final int WORDS = 16_384;

    private final Settings settings;

    /**
     * How to run.
     *
     * @param duration null for until Ctrl-C
     * @param rate events a second of the simulated shop
     * @param data event files instead of the simulated shop; nullable
     * @param keep where the data of Kafka and PostgreSQL stay; null for nowhere
     * @param speed of event files, times real time; infinite for as fast as can be
     * @param job settings of the job, over those of a demo
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
            Path keep,
            long seed,
            Map<String, String> job) {}

    /** A demo with these settings. */
    public Demo(Settings settings) {
        this.settings = settings;
    }

    /** Runs until its time is over; Ctrl-C ends the JVM, and this with it. */
    public void run() throws Exception {
        long start = System.nanoTime();
        if (settings.page()) {
            Ports.resolve(settings.pagePort(), "the live page", "--page-port");
        }
        System.out.println("starting Kafka, PostgreSQL and Flink ...");
        try (PutAway away = new PutAway()) {
            Path data =
                    settings.keep() != null
                            ? settings.keep()
                            : away.open(() -> new TemporaryFolder("tillstream-demo")).path();
            EmbeddedStack stack = away.open(() -> EmbeddedStack.start(stackSettings(data)));
            System.out.printf(
                    Locale.ROOT, "stack up after %.1f s (%s)%n", since(start), stack.startUp());
            CompletableFuture<JobResult> job = submit(stack);
            System.out.printf(Locale.ROOT, "job submitted after %.1f s%n", since(start));
            Feeder feeder = away.open(() -> new Feeder(stack.kafka().bootstrapServers()));
            LivePage page = settings.page() ? away.open(() -> page(stack)) : null;
            away.open(() -> Feed.start(settings, feeder));
            announce(stack, page);
            System.out.printf(Locale.ROOT, "running after %.1f s; Ctrl-C ends%n", since(start));
            awaitEnd(job);
            System.out.println("stopping ...");
        }
    }

    /** A job without end ends only by failing for good. */
    private void awaitEnd(CompletableFuture<JobResult> job) throws Exception {
        try {
            JobResult result =
                    settings.duration() == null
                            ? job.get()
                            : job.get(settings.duration().toMillis(), TimeUnit.MILLISECONDS);
            result.toJobExecutionResult(Thread.currentThread().getContextClassLoader());
        } catch (TimeoutException e) {
            // Its time is over, as it was told.
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

    /** Everything, trends with the vocabulary of a small shop. */
    private CompletableFuture<JobResult> submit(EmbeddedStack stack) {
        Map<String, String> all = new HashMap<>();
        all.put(JobOptions.PARALLELISM.key(), Integer.toString(settings.parallelism()));
        // As flink-conf has it: readers of committed records wait for it, shoppers must not.
        all.put(JobOptions.CHECKPOINT_INTERVAL.key(), "10 s");
        all.put(JobOptions.CHECKPOINT_CHANGELOG.key(), "true");
        // A source that is slow to start is not silent: while it reads, days go by in a second.
        all.put(JobOptions.IDLE_TIMEOUT.key(), settings.data() == null ? "5 s" : "30 s");
        List<String> pipelines = new ArrayList<>(JobOptions.PIPELINES.defaultValue());
        pipelines.add("trends");
        all.put(JobOptions.PIPELINES.key(), String.join(",", pipelines));
        all.put(TrendsOptions.VOCABULARY.key(), Integer.toString(WORDS));
        if (settings.data() != null) {
            // Pictures lie beside the event files.
            all.put(PicturesOptions.FOLDERS.key(), settings.data().toAbsolutePath().toString());
            all.put(PicturesOptions.POSTS_TRUSTED.key(), "true");
        }
        all.putAll(settings.job());
        JobConfig config = stack.jobConfig(all);
        StreamExecutionEnvironment env = stack.flink().environment();
        TillstreamJob.define(env, config);
        JobID job = stack.flink().submit(env, config.get(JobOptions.JOB_NAME), null);
        return stack.flink().cluster().requestJobResult(job);
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
