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
            broker.createTopics("pos.sales");
            environment.enableCheckpointing(300);
            environment
                    .fromSource(
                            KafkaSource.<String>builder()
                                    .setBootstrapServers(broker.bootstrapServers())
                                    .setTopics("pos.sales")
                                    .setStartingOffsets(OffsetsInitializer.earliest())
                                    .setValueOnlyDeserializer(new SimpleStringSchema())
                                    .build(),
                            WatermarkStrategy.forMonotonousTimestamps(),
                            "pos.sales")
                    .sinkTo(new DiscardingSink<>());
            JobClient job = environment.executeAsync("status");
            long before = System.currentTimeMillis();
            for (int i = 0; i < 50; i++) {
                broker.send("pos.sales", "key-" + i, "x".getBytes(StandardCharsets.UTF_8));
            }
            JobStatus[] last = new JobStatus[1];
            Waiting.until(
                    "all figures are there",
                    () -> {
                        last[0] = status.get();
                        return last[0].recordsIn() == 50
                                && last[0].pendingRecords() == 0
                                && last[0].checkpointsCompleted() > 0
                                && last[0].hasWatermark();
                    },
                    () -> last[0]);
            assertThat(last[0].state()).isEqualTo("RUNNING");
            assertThat(last[0].watermark()).isGreaterThan(before - 60_000);
            assertThat(last[0].checkpointMillis()).isNotNegative();
            assertThat(last[0].checkpointBytes()).isNotNegative();
            assertThat(last[0].checkpointsFailed()).isZero();
            job.cancel().get();
        }
    }
}
