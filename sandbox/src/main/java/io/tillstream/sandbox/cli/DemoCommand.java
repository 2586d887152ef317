package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.demo.Demo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}. */
@Command(
        name = "demo",
        description =
                "The whole thing on this machine: Kafka, PostgreSQL, Flink, the job, a simulated"
                        + " shop and a live page; until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Stop by itself after e.g. 30s, 5m or 1h.",
            converter = Durations.class)
    private Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "EVENTS_PER_S",
            description = "Events a second of the simulated shop; default: 200.")
    private double rate = 200;

    @Option(names = "--no-page", description = "Without the live page.")
    private boolean noPage;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Event files instead of the simulated shop.")
    private Path data;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "With --data: times real time; default: 1.",
            converter = Speeds.class)
    private Double speed;

    @Mixin private ModelsOption models;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Default: half the cores, 4 at most.")
    private int parallelism =
            Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    @Option(
            names = "--page-port",
            paramLabel = "N",
            description = "Default: 8085; 0 for any.",
            converter = Ports.class)
    private int pagePort = 8085;

    @Option(
            names = "--flink-port",
            paramLabel = "N",
            description = "Default: any free one.",
            converter = Ports.class)
    private int flinkPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            description = "Default: any free one.",
            converter = Ports.class)
    private int kafkaPort;

    @Option(
            names = "--postgres-port",
            paramLabel = "N",
            description = "Default: any free one.",
            converter = Ports.class)
    private int postgresPort;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keeps the data in this new folder; stack --folder DIR opens it again.")
    private Path keep;

    @Option(names = "--seed", paramLabel = "N", description = "Of the simulated shop; default: 1.")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        if (!(rate >= 1 && rate <= 100_000)) {
            throw new WrongUsage("--rate must be 1 to 100000");
        }
        if (parallelism < 1 || parallelism > 128) {
            throw new WrongUsage("--parallelism must be 1 to 128");
        }
        if (data != null) {
            InputFolder.check(data);
        }
        if (speed != null && data == null) {
            throw new WrongUsage("--speed goes with --data DIR");
        }
        if (keep != null && Files.exists(keep)) {
            throw new WrongUsage("--keep " + keep + " exists already: name a new folder");
        }
        Map<String, String> job = models.settings();
        new Demo(
                        new Demo.Settings(
                                duration,
                                rate,
                                !noPage,
                                data,
                                speed == null ? 1 : speed,
                                parallelism,
                                pagePort,
                                flinkPort,
                                kafkaPort,
                                postgresPort,
                                keep,
                                seed,
                                job))
                .run();
        return 0;
    }
}
