package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.replay.EventFile;
import io.tillstream.sandbox.replay.Feeder;
import io.tillstream.sandbox.replay.ReplayReader;
import io.tillstream.sandbox.replay.ReplayRecord;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code feed DIR}: event files into the topics of a broker that runs. */
@Command(
        name = "feed",
        description = "Sends event files, in order of event time, to a Kafka that runs.",
        mixinStandardHelpOptions = true)
final class FeedCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Bootstrap servers; default: ${DEFAULT-VALUE}.",
            defaultValue = "localhost:19092")
    private String bootstrapServers;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            converter = Speeds.class,
            description = "Times real time; default: ${DEFAULT-VALUE}.",
            defaultValue = "max")
    private double speed;

    @Override
    public Integer call() throws Exception {
        InputFolder.check(folder);
        try (ReplayReader reader = new ReplayReader(EventFile.openAll(folder));
                Feeder feeder = new Feeder(bootstrapServers)) {
            long start = System.nanoTime();
            long first = Long.MIN_VALUE;
            for (ReplayRecord r = reader.next(); r != null; r = reader.next()) {
                if (r.time() > 0) {
                    first = first == Long.MIN_VALUE ? r.time() : first;
                    awaitDue((r.time() - first) / speed, start);
                }
                feeder.send(r.topic().topicName(), r.key(), r.value(), r.time());
            }
            feeder.flush();
            System.out.println(feeder.sent() + " records are fed");
        }
        return 0;
    }

    /** Waits until so many milliseconds have passed; none at the speed max. */
    private static void awaitDue(double due, long start) throws InterruptedException {
        long wait = Math.round(due) - (System.nanoTime() - start) / 1_000_000;
        if (wait > 0) {
            Thread.sleep(wait);
        }
    }
}
