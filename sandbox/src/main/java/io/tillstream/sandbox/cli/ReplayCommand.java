package io.tillstream.sandbox.cli;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.replay.TemporaryFolder;
import io.tillstream.sandbox.stack.EmbeddedStack;
import io.tillstream.sandbox.stack.PutAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay DIR --export OUT}. */
@Command(
        name = "replay",
        description = "Feeds event files through Kafka and the job, and exports what comes out.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(
            names = "--export",
            paramLabel = "OUT",
            description = "Folder for tables/NAME.csv and topics/NAME.jsonl.")
    private Path export;

    @Option(names = "--parallelism", paramLabel = "N", description = "Default: 2.")
    private int parallelism = 2;

    @Option(
            names = "--pipelines",
            paramLabel = "a,b",
            description = "Capabilities to run; default: all.")
    private String pipelines;

    @Mixin private ModelsOption models;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the job, such as events.allowed-lateness='2 h'.")
    private Map<String, String> settings = new HashMap<>();

    @Override
    public Integer call() throws Exception {
        if (parallelism < 1 || parallelism > 128) {
            throw new WrongUsage("--parallelism must be 1 to 128");
        }
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(models.settings());
        all.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
        if (pipelines != null) {
            all.put(JobOptions.PIPELINES.key(), pipelines);
        }
        checkEarly(all);
        long start = System.nanoTime();
        try (PutAway away = new PutAway()) {
            TemporaryFolder data = away.open(() -> new TemporaryFolder("tillstream-replay"));
            EmbeddedStack stack =
                    away.open(
                            () ->
                                    EmbeddedStack.start(
                                            EmbeddedStack.Settings.in(data.path(), parallelism)));
            System.out.printf(
                    Locale.ROOT,
                    "stack up after %.1f s (%s); replaying %s%n",
                    (System.nanoTime() - start) / 1e9,
                    stack.startUp(),
                    folder);
            Replay replay = new Replay(stack, all);
            print(replay.run(folder));
            if (export != null) {
                replay.export(export);
                System.out.println("exported to " + export);
            }
        }
        return 0;
    }

    /** What can be known to be wrong before anything is started. */
    private void checkEarly(Map<String, String> all) throws IOException {
        Map<String, String> complete = new HashMap<>(all);
        complete.put(JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), "localhost:1");
        complete.put(JobOptions.POSTGRES_URL.key(), "jdbc:postgresql://localhost/none");
        JobConfig.of(complete);
        InputFolder.check(folder);
        if (export != null) {
            checkWritable(export);
        }
    }

    private static void checkWritable(Path export) {
        try {
            Files.createDirectories(export);
        } catch (IOException e) {
            throw new WrongUsage("--export " + export + " is no folder and cannot be made one");
        }
        if (!Files.isWritable(export)) {
            throw new WrongUsage("--export " + export + " cannot be written to");
        }
    }

    private static void print(Replay.Summary summary) {
        System.out.printf(
                Locale.ROOT,
                "records in %d, processed %d, dead %d, late %d, duplicate %d%n"
                        + "fed in %.1f s, processed in %.1f s: %d events/s, %.1f us of CPU an event%n",
                summary.records(),
                summary.processed(),
                summary.dead(),
                summary.late(),
                summary.duplicates(),
                summary.feeding().toMillis() / 1e3,
                summary.job().toMillis() / 1e3,
                summary.eventsPerSecond(),
                summary.cpuMicrosPerEvent());
    }
}
