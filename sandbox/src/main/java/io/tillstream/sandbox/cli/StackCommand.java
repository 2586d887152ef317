package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedKafka;
import io.tillstream.sandbox.stack.PutAway;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stack}: Kafka and PostgreSQL without a job, to run one on a cluster against them. */
@Command(
        name = "stack",
        description = "Runs only Kafka and PostgreSQL, for a job on a cluster; until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class StackCommand implements Callable<Integer> {
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

    @Option(names = "--folder", paramLabel = "DIR", description = "Data; kept for a later start.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        Path data = (folder == null ? Tillstream.home().resolve("stack") : folder).toAbsolutePath();
        try (PutAway away = new PutAway()) {
            EmbeddedDatabase database =
                    away.open(() -> EmbeddedDatabase.start(data.resolve("postgres"), postgresPort));
            EmbeddedKafka kafka =
                    away.open(() -> EmbeddedKafka.start(data.resolve("kafka"), kafkaPort));
            kafka.createTopics(2);
            System.out.println("kafka " + kafka.bootstrapServers());
            System.out.println("postgres " + database.url() + " user " + EmbeddedDatabase.USER);
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
