package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigTest {
    @TempDir private Path folder;

    private static JobConfig of(Map<String, String> environment, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of("--kafka.bootstrap.servers", "k:1", "--postgres.url=jdbc:p"));
        args.addAll(List.of(more));
        return JobConfig.from(args.toArray(String[]::new), environment);
    }

    @Test
    void argumentsGoBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        Path file = folder.resolve("job.properties");
        Files.writeString(
                file, "postgres.user=file\nkafka.group.id=file\njob.name=file\nparallelism=3\n");
        JobConfig config =
                of(
                        Map.of(
                                "TILLSTREAM_KAFKA_GROUP_ID", "env",
                                "TILLSTREAM_JOB_NAME", "env",
                                "TILLSTREAM_HOME", "none of the job's"),
                        "--config",
                        file.toString(),
                        "--job.name",
                        "argument");

        assertThat(config.get(JobOptions.POSTGRES_USER)).isEqualTo("file");
        assertThat(config.get(JobOptions.KAFKA_GROUP_ID)).isEqualTo("env");
        assertThat(config.get(JobOptions.JOB_NAME)).isEqualTo("argument");
        assertThat(config.get(JobOptions.PARALLELISM)).isEqualTo(3);
    }

    @Test
    void kafkaPropertiesGoToTheClientsAsTheyAre() {
        JobConfig config =
                of(
                        Map.of("TILLSTREAM_KAFKA_PROPERTY_SECURITY_PROTOCOL", "SASL_SSL"),
                        "--kafka.property.sasl.mechanism=PLAIN");

        assertThat(config.kafkaProperties())
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "PLAIN"));
    }

    @Test
    void thePasswordsFileGoesBeforeThePassword() throws IOException {
        Path file = folder.resolve("password");
        Files.writeString(file, "from file\n");
        Map<String, String> environment = Map.of("TILLSTREAM_POSTGRES_PASSWORD", "from env");

        assertThat(of(environment).postgresPassword()).isEqualTo("from env");
        assertThat(of(environment, "--postgres.password.file", file.toString()).postgresPassword())
                .isEqualTo("from file");
    }

    @ParameterizedTest
    @CsvSource({
        "--events.retention=abc, events.retention is malformed: abc",
        "--parallelism=two, parallelism is malformed: two",
        "--events.max-record-size=1 yard, events.max-record-size is malformed: 1 yard",
        "--no.such=1, unknown setting no.such",
        "--trends.false-alarms-per-day=0, 'trends.false-alarms-per-day must be above 0, not 0'",
        "--trends.vocabulary=3, 'trends.vocabulary must be 64 to 16777216, not 3'",
        "--trends.synonyms=/nowhere, cannot read trends.synonyms /nowhere",
        "--pipelines=weather, 'unknown pipeline weather; there are customers, products, kpis, demand, recommendations, pictures and trends'",
        "--pipelines=recommendations, 'pipelines: recommendations need products, too'",
        "--recommendations.items=0, 'recommendations.items must be 1 to 100, not 0'",
        "--recommendations.per-category=x, recommendations.per-category is malformed: x",
        "--recommendations.control-share=2, 'recommendations.control-share must be 0 to 1, not 2'",
        "--recommendations.time-to-live=0 s, 'recommendations.time-to-live must be longer than 0, not 0 s'",
        "--customers.cluster-sample=0, 'customers.cluster-sample must be above 0, up to 1, not 0'",
        "--images.s3-endpoint=ftp://x, 'images.s3-endpoint must be https://HOST[:PORT], not ftp://x'",
        "--images.max-size=1 gb, 'images.max-size must be 1 b to 256 mb, not 1 gb'",
        "--images.timeout=1 ms, 'images.timeout must be 10 ms or more, not 1 ms'",
        "--images.styles=0, 'images.styles must be 1 to 1000, not 0'",
        "--models.dir=/none, models.dir /none is no folder",
        "--models.dir=s3://bucket/m, models.dir s3://bucket/m: Flink has no plugin for this file system",
        "--recommendations.exact-limit=0, 'recommendations.exact-limit must be 1 or more, not 0'",
        "--models.refresh-interval=0 s, 'models.refresh-interval must be longer than 0, not 0 s'",
        "--recommendations.rules=/none, cannot read recommendations.rules /none",
        "--pipelines=demand, 'pipelines: demand needs products, too'",
        "--demand.lead-time-days=-3, 'demand.lead-time-days must be 1 to 730 days, not -3'",
        "--demand.review-period-days=0, 'demand.review-period-days must be 1 to 730 days, not 0'",
        "--demand.alert-threshold=1.5, 'demand.alert-threshold must lie between 0 and 1, not 1.5'",
        "--demand.service-level=0, 'demand.service-level must lie between 0 and 1, not 0'",
        "--demand.issue-from=soon, demand.issue-from is no date like 2026-03-01: soon",
        "--monitoring.expected-fields=pos.sales.vat, 'monitoring.expected-fields: no topic has a field pos.sales.vat'",
        "--monitoring.expected-fields=price, 'monitoring.expected-fields: no topic has a field price'",
        "--monitoring.latency=0 s, 'monitoring.latency must be longer than 0, not 0 s'",
        "--monitoring.inference-latency=0 s, 'monitoring.inference-latency must be longer than 0, not 0 s'",
        "--monitoring.forecast-mape=0, 'monitoring.forecast-mape must be above 0, not 0'",
        "--monitoring.drift-psi=0, 'monitoring.drift-psi must be above 0, not 0'",
        "--monitoring.odd-hours=2, 'monitoring.odd-hours must lie between 0 and 1, not 2'",
        "--job.name, --job.name needs a value",
        "stray, 'expected --SETTING VALUE, found stray'",
        "--postgres.url=, --postgres.url is missing"
    })
    void whatCannotBeUsedIsSaidInOneLine(String argument, String message) {
        assertThatThrownBy(() -> of(Map.of(), argument))
                .isInstanceOf(JobConfig.InvalidConfig.class)
                .hasMessage(message);
    }
}
