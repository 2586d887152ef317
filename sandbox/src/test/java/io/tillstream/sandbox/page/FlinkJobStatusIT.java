package io.tillstream.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FlinkJobStatusIT {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir private Path folder;

    @Test
    void theFiguresOfARunningJobComeFromFlinksRestApi() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        FlinkJobStatus status = new FlinkJobStatus("http://localhost:" + port + "/");
        assertThat(status.get()).isEqualTo(JobStatus.UNKNOWN);

        Configuration configuration = new Configuration();
        configuration.set(RestOptions.PORT, port);
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
        try (Broker broker = new Broker(folder)) {
            broker.createTopics("pos.sales", "inventory.levels");
            environment.enableCheckpointing(300);
            // One subtask has no partition.
            environment.setParallelism(3);
            read(
                    broker,
                    "pos.sales",
                    WatermarkStrategy.<String>forMonotonousTimestamps()
                            .withTimestampAssigner(
                                    (value, timestamp) ->
                                            value.equals("stray") ? timestamp + DAY : timestamp),
                    environment);
            read(
                    broker,
                    "inventory.levels",
                    WatermarkStrategy.<String>forMonotonousTimestamps()
                            .withTimestampAssigner((value, timestamp) -> timestamp - DAY),
                    environment);
            JobClient job = environment.executeAsync("status");
            long before = System.currentTimeMillis();
            broker.send("pos.sales", "key-0", "stray".getBytes(StandardCharsets.UTF_8));
            broker.send("inventory.levels", "key", "x".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 50; i++) {
                broker.send("pos.sales", "key-" + i, "x".getBytes(StandardCharsets.UTF_8));
            }
            JobStatus[] last = new JobStatus[1];
            Waiting.until(
                    "all figures are there",
                    () -> {
                        last[0] = status.get();
                        return last[0].recordsIn() == 52
                                && last[0].pendingRecords() == 0
                                && last[0].checkpointsCompleted() > 0
                                && last[0].watermark() > before - 60_000;
                    },
                    () -> last[0]);
            assertThat(last[0].state()).isEqualTo("RUNNING");
            assertThat(last[0].hasWatermark()).isTrue();
            assertThat(last[0].watermark()).isLessThan(System.currentTimeMillis());
            assertThat(last[0].checkpointMillis()).isNotNegative();
            assertThat(last[0].checkpointBytes()).isNotNegative();
            assertThat(last[0].checkpointsFailed()).isZero();
            job.cancel().get();
        }
    }

    private static void read(
            Broker broker,
            String topic,
            WatermarkStrategy<String> watermarks,
            StreamExecutionEnvironment environment) {
        environment
                .fromSource(
                        KafkaSource.<String>builder()
                                .setBootstrapServers(broker.bootstrapServers())
                                .setTopics(topic)
                                .setStartingOffsets(OffsetsInitializer.earliest())
                                .setValueOnlyDeserializer(new SimpleStringSchema())
                                .build(),
                        watermarks,
                        topic)
                .sinkTo(new DiscardingSink<>());
    }
}
