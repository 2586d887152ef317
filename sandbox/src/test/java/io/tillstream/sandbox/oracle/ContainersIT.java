package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.tillstream.JobOptions;
import io.tillstream.sandbox.replay.Replay;
import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import io.tillstream.sandbox.stack.EmbeddedFlink;
import io.tillstream.sandbox.stack.EmbeddedKafka;
import io.tillstream.schemas.Database;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A replay through Kafka and PostgreSQL as their projects publish them, in containers. Skipped
 * where there is no Docker engine, or an image that can neither be found nor pulled.
 */
class ContainersIT {
    private static final DockerImageName KAFKA =
            image("tillstream.image.kafka", "apache/kafka:4.2.1");
    private static final DockerImageName POSTGRES =
            image("tillstream.image.postgres", "postgres:18");
    private static final int PARALLELISM = 2;

    @TempDir private Path folder;

    private static DockerImageName image(String property, String published) {
        return DockerImageName.parse(System.getProperty(property, published))
                .asCompatibleSubstituteFor(DockerImageName.parse(published));
    }

    /** Before the test, whose time is its own: a pull takes as long as it takes. */
    @BeforeAll
    static void assumeEngineAndImages() throws InterruptedException {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "there is no Docker engine");
        assumeThere(KAFKA);
        assumeThere(POSTGRES);
    }

    /** Testcontainers would pull by itself, but without a network try for two minutes. */
    private static void assumeThere(DockerImageName image) throws InterruptedException {
        DockerClient docker = DockerClientFactory.instance().client();
        try {
            docker.inspectImageCmd(image.asCanonicalNameString()).exec();
        } catch (NotFoundException missing) {
            try {
                docker.pullImageCmd(image.getUnversionedPart())
                        .withTag(image.getVersionPart())
                        .start()
                        .awaitCompletion();
            } catch (DockerException | DockerClientException e) {
                abort("the image " + image + " is not here and cannot be pulled: " + e);
            }
        }
    }

    @Test
    @Timeout(90)
    void agreesWithTheBatchOracle() throws Exception {
        Path events = folder.resolve("events");
        Path exported = folder.resolve("exported");
        EventFiles.write(ShopConfig.of(4, 200, 40, 7), events);
        // The shop's days are long past: the broker must not delete them on arrival.
        try (KafkaContainer kafka =
                        new KafkaContainer(KAFKA).withEnv("KAFKA_LOG_RETENTION_MS", "-1");
                PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES)) {
            Startables.deepStart(kafka, postgres).join();
            EmbeddedKafka.createTopics(kafka.getBootstrapServers(), PARALLELISM);
            Database.open(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword())
                    .migrate();
            try (EmbeddedFlink flink =
                    EmbeddedFlink.start(folder.resolve("flink"), PARALLELISM, 0)) {
                Replay replay = new Replay(flink, settings(kafka, postgres));
                Replay.Summary summary = replay.run(events);
                replay.export(exported);

                Report report = OracleComparison.compare(events, exported);
                assertThat(report.isEqual()).as(report.toString()).isTrue();
                assertThat(exported.resolve("topics/retail.dead-letters.jsonl"))
                        .content()
                        .hasLineCount((int) summary.dead());
            }
        }
    }

    private static Map<String, String> settings(
            KafkaContainer kafka, PostgreSQLContainer postgres) {
        return Map.of(
                JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), kafka.getBootstrapServers(),
                JobOptions.POSTGRES_URL.key(), postgres.getJdbcUrl(),
                JobOptions.POSTGRES_USER.key(), postgres.getUsername(),
                JobOptions.POSTGRES_PASSWORD.key(), postgres.getPassword(),
                JobOptions.PARALLELISM.key(), Integer.toString(PARALLELISM),
                JobOptions.CHECKPOINT_INTERVAL.key(), "1 s");
    }
}
