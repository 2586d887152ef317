package io.tillstream.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class InferenceTimesTest {
    private final MetricListener metrics = new MetricListener();
    private final InferenceTimes times =
            new InferenceTimes(metrics.getMetricGroup(), "style-encoder");

    @Test
    void waitsAndBatchesAreApartAndInMicroseconds() {
        for (int millis = 1; millis <= 100; millis++) {
            times.waited(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        times.ran(TimeUnit.MILLISECONDS.toNanos(7));

        assertThat(histogram("waitMicros").getCount()).isEqualTo(100);
        assertThat(histogram("waitMicros").getStatistics().getQuantile(0.5)).isEqualTo(50_500);
        assertThat(histogram("batchMicros").getCount()).isOne();
        assertThat(histogram("batchMicros").getStatistics().getMax()).isEqualTo(7_000);
    }

    private Histogram histogram(String name) {
        return metrics.getHistogram("inference", "model", "style-encoder", name).orElseThrow();
    }
}
