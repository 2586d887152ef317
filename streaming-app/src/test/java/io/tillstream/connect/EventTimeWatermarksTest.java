package io.tillstream.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.JobConfig;
import io.tillstream.events.Decoded;
import io.tillstream.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeWatermarksTest {
    private static final Decoded RECORD =
            new Decoded(Topic.POS_SALES, 0, 0, 1_000, null, null, null, null);

    private final List<String> told = new ArrayList<>();
    private Duration now = Duration.ofDays(1);

    private final WatermarkOutput output =
            new WatermarkOutput() {
                @Override
                public void emitWatermark(Watermark watermark) {
                    told.add("watermark");
                }

                @Override
                public void markIdle() {
                    told.add("idle");
                }

                @Override
                public void markActive() {
                    told.add("active");
                }
            };

    private WatermarkGenerator<Decoded> partition(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", "k");
        all.put("postgres.url", "jdbc:postgresql://p/d");
        return EventTimeWatermarks.strategy(JobConfig.of(all), Topic.POS_SALES)
                .createWatermarkGenerator(
                        new WatermarkGeneratorSupplier.Context() {
                            @Override
                            public MetricGroup getMetricGroup() {
                                return new UnregisteredMetricsGroup();
                            }

                            @Override
                            public RelativeClock getInputActivityClock() {
                                return new RelativeClock() {
                                    @Override
                                    public long relativeTimeMillis() {
                                        return now.toMillis();
                                    }

                                    @Override
                                    public long relativeTimeNanos() {
                                        return now.toNanos();
                                    }
                                };
                            }
                        });
    }

    /** Seconds until it is idle, asked each second. */
    private long secondsUntilIdle(WatermarkGenerator<Decoded> partition) {
        told.clear();
        for (long seconds = 0; seconds < 200; seconds++) {
            partition.onPeriodicEmit(output);
            if (told.contains("idle")) {
                return seconds;
            }
            now = now.plusSeconds(1);
        }
        return -1;
    }

    @ParameterizedTest
    @CsvSource({
        "10 s, 60 s, 61, 12",
        "10 s, 0 s, 11, 12",
        "90 s, 60 s, 91, 92",
        "0 s, 60 s, -1, -1"
    })
    void aPartitionThatWasNotReadYetHasMoreTimeThanOneThatFellSilent(
            String silent, String unread, long before, long after) {
        Map<String, String> settings =
                Map.of("events.idle-timeout", silent, "events.start-timeout", unread);
        WatermarkGenerator<Decoded> partition = partition(settings);
        assertThat(secondsUntilIdle(partition)).isEqualTo(before);
        assertThat(told).doesNotContain("watermark");

        WatermarkGenerator<Decoded> busy = partition(settings);
        busy.onEvent(RECORD, RECORD.timestamp(), output);
        assertThat(secondsUntilIdle(busy)).isEqualTo(after);
        assertThat(told).contains("watermark");
    }
}
