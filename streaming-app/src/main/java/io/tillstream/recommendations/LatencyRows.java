package io.tillstream.recommendations;

import io.tillstream.events.Distribution;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.List;

/** How long lists took, as rows of {@code model_metric}, in milliseconds. */
final class LatencyRows {
    private LatencyRows() {}

    /**
     * Median and 99th percentile.
     *
     * @param latencies of at least one list
     * @param windowEnd epoch milliseconds of the wall clock
     */
    static List<ModelMetricRow> of(Distribution latencies, long windowEnd) {
        return List.of(
                row("p50", 0.5, latencies, windowEnd), row("p99", 0.99, latencies, windowEnd));
    }

    private static ModelMetricRow row(
            String name, double share, Distribution latencies, long windowEnd) {
        return new ModelMetricRow(
                Judgements.MODEL,
                Judgements.EMITTED,
                "latency_ms." + name,
                windowEnd,
                latencies.quantile(share),
                null,
                false,
                windowEnd,
                latencies.total());
    }
}
