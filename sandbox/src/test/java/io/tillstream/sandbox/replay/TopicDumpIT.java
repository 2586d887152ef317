package io.tillstream.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.sandbox.stack.EmbeddedKafka;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicDumpIT {
    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

    @TempDir static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void fill() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        kafka.createTopics(2);
        try (Feeder feeder = new Feeder(kafka.bootstrapServers())) {
            for (int i = 0; i < 100; i++) {
                send(feeder, "pos.sales", "s" + i % 7, "{\n\"n\":" + i + "}", 10 - i / 10);
            }
            send(feeder, "catalog.products", "p1", "{\"v\":1}", 9);
            send(feeder, "catalog.products", "p2", "{\"v\":2}", 9);
            send(feeder, "catalog.products", "p1", "{\"v\":3}", 8);
            send(feeder, "catalog.products", "p2", null, 7);
            feeder.flush();
        }
    }

    private static void send(Feeder feeder, String topic, String key, String value, int daysAgo) {
        feeder.send(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                NOW.minus(Duration.ofDays(daysAgo)).toEpochMilli());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static List<String> dumped(String topic, Instant since) throws Exception {
        Properties clients = new Properties();
        clients.setProperty("bootstrap.servers", kafka.bootstrapServers());
        Path out = Files.createTempDirectory(folder, "out");
        long written = new TopicDump(clients).write(topic, since, out);
        byte[] file = Files.readAllBytes(out.resolve(topic + ".jsonl.gz"));
        List<String> lines =
                new String(
                                new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes(),
                                StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertThat(lines).hasSize((int) written);
        return lines;
    }

    @Test
    void everyRecordIsALineOfItsOwn() throws Exception {
        assertThat(dumped("pos.sales", null))
                .hasSize(100)
                .contains("{ \"n\":0}", "{ \"n\":99}")
                .doesNotHaveDuplicates();
    }

    @Test
    void olderRecordsAreLeftOut() throws Exception {
        assertThat(dumped("pos.sales", NOW.minus(Duration.ofDays(3)))).hasSize(30);
        assertThat(dumped("pos.sales", NOW)).isEmpty();
    }

    @Test
    void ofACompactedTopicTheNewestOfEachKeyIsLeftHoweverOldItIs() throws Exception {
        assertThat(dumped("catalog.products", NOW)).containsExactly("{\"v\":3}");
    }
}
