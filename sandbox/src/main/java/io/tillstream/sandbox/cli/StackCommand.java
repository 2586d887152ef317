package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.stack.EmbeddedDatabase;
import io.tillstream.sandbox.stack.EmbeddedKafka;
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
    @Option(names = "--kafka-port", paramLabel = "N", description = "Default: any free one.")
    private int kafkaPort;

    @Option(names = "--postgres-port", paramLabel = "N", description = "Default: any free one.")
    private int postgresPort;

    @Option(names = "--folder", paramLabel = "DIR", description = "Data; kept for a later start.")
    private Path folder;

    @Override
    public Integer call() throws InterruptedException {
        Path data = folder == null ? Tillstream.home().resolve("stack") : folder;
        CountDownLatch stopped = new CountDownLatch(1);
        EmbeddedKafka kafka =
                EmbeddedKafka.start(data.resolve("kafka").toAbsolutePath(), kafkaPort);
        EmbeddedDatabase database =
                EmbeddedDatabase.start(data.resolve("postgres").toAbsolutePath(), postgresPort);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    kafka.close();
                                    database.close();
                                    stopped.countDown();
                                }));
        kafka.createTopics(2);
        System.out.println("kafka " + kafka.bootstrapServers());
        System.out.println("postgres " + database.url() + " user " + EmbeddedDatabase.USER);
        stopped.await();
        return 0;
    }
}
