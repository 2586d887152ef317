package io.tillstream.recommendations;

import io.tillstream.events.Distribution;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.List;

/** How long lists took, as rows of {@code model_metric}, in milliseconds. */
final class LatencyRows {
    /** Whose figures are held against a bound. */
    private static final String LIVE = "latency_ms.";

    private static final String BEHIND = "latency_behind_ms.";

    private LatencyRows() {}

    /**
     * Median and 99th percentile.
     *
     * @param live whether shoppers can have waited for the lists
     * @param latencies of at least one list
     * @param windowEnd epoch milliseconds of the wall clock
     */
    static List<ModelMetricRow> of(boolean live, Distribution latencies, long windowEnd) {
        String metric = live ? LIVE : BEHIND;
        return List.of(
                row(metric + "p50", 0.5, latencies, windowEnd),
                row(metric + "p99", 0.99, latencies, windowEnd));
    }

    private static ModelMetricRow row(
            String metric, double share, Distribution latencies, long windowEnd) {
        return new ModelMetricRow(
                Judgements.MODEL,
                Judgements.EMITTED,
                metric,
                windowEnd,
                latencies.quantile(share),
                null,
                false,
                windowEnd,
                latencies.total());
    }
}
