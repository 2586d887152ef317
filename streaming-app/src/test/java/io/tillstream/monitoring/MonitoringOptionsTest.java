package io.tillstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.JobConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitoringOptionsTest {
    private static JobConfig config(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("kafka.bootstrap.servers", "k:1", "postgres.url", "jdbc:p"));
        settings.putAll(more);
        return JobConfig.of(settings);
    }

    @Test
    void fieldsThatRecordsShouldHaveAreNamedWithTheirTopics() {
        assertThat(MonitoringOptions.expectedFields(config(Map.of())))
                .isEqualTo(
                        Map.of(
                                "catalog.products", List.of("price"),
                                "social.posts", List.of("text")));
        assertThat(
                        MonitoringOptions.expectedFields(
                                config(
                                        Map.of(
                                                "monitoring.expected-fields",
                                                "pos.sales.customer_id,pos.sales.currency"))))
                .isEqualTo(Map.of("pos.sales", List.of("customer_id", "currency")));
    }
}
