package io.tillstream.sandbox.cli;

import io.tillstream.sandbox.replay.TopicDump;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dump --kafka HOST:PORT --out DIR}: topics as event files, to train on. */
@Command(
        name = "dump",
        description = "Writes input topics of a Kafka that runs as event files.",
        mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "Bootstrap servers; default: ${DEFAULT-VALUE}.",
            defaultValue = "localhost:19092")
    private String bootstrapServers;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Of the Kafka clients: TLS, SASL.")
    private Path properties;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to.")
    private Path out;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Only records of the last days, by Kafka's timestamps; default: all.")
    private Integer days;

    @Option(
            names = "--topics",
            paramLabel = "NAME",
            split = ",",
            description = "Default: ${DEFAULT-VALUE}, what training reads.",
            defaultValue = "pos.sales,ecom.events,catalog.products")
    private List<String> topics;

    @Override
    public Integer call() throws Exception {
        if (days != null && days < 1) {
            throw new WrongUsage("--days must be 1 or more");
        }
        Instant since = days == null ? null : Instant.now().minus(Duration.ofDays(days));
        TopicDump dump = new TopicDump(clients());
        for (String topic : topics) {
            try {
                System.out.println(topic + ": " + dump.write(topic, since, out) + " records");
            } catch (KafkaException e) {
                throw new IOException(topic + " of " + bootstrapServers + ": " + e.getMessage(), e);
            }
        }
        return 0;
    }

    private Properties clients() {
        Properties clients = new Properties();
        if (properties != null) {
            try (Reader reader = Files.newBufferedReader(properties)) {
                clients.load(reader);
            } catch (IOException e) {
                throw new WrongUsage("--kafka-properties: cannot read " + properties);
            }
        }
        clients.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return clients;
    }
}
