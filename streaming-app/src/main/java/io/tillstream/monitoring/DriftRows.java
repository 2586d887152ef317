package io.tillstream.monitoring;

import io.tillstream.events.Distribution;
import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.List;

/** How far a distribution has moved, as rows of {@code model_metric}. */
final class DriftRows {
    static final String MODEL = "drift";
    static final String PSI = "psi.";
    static final String KS = "ks.";

    private DriftRows() {}

    /**
     * Both distances, each with what chance reaches as its threshold.
     *
     * @param of whose feature it is
     * @param day epoch day at whose end it is told
     * @param parts of the population stability index
     */
    static List<ModelMetricRow> of(
            String of, String feature, long day, Distribution before, Distribution now, int parts) {
        return List.of(
                row(of, PSI + feature, day, Drift.psi(before, now, parts), now),
                row(of, KS + feature, day, Drift.ks(before, now), now));
    }

    private static ModelMetricRow row(
            String of, String metric, long day, Drift.Distance distance, Distribution now) {
        return new ModelMetricRow(
                MODEL,
                of,
                metric,
                EventTime.startOf(day + 1),
                distance.value(),
                distance.byChance(),
                false,
                day,
                now.total());
    }
}
