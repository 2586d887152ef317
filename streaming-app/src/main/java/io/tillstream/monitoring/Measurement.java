package io.tillstream.monitoring;

import io.tillstream.schemas.rows.ModelMetricRow;

/**
 * A figure of a window that is over.
 *
 * @param kind what is watched: {@code model} or {@code data_quality}
 * @param source the model and its version, or the topic
 * @param windowEnd end of the window, epoch milliseconds
 * @param row the row that the figure is of; null for data quality, which has a table of its own
 */
public record Measurement(
        String kind,
        String source,
        String metric,
        long windowEnd,
        double value,
        ModelMetricRow row) {
    static final String MODEL = "model";
    static final String QUALITY = "data_quality";

    static Measurement of(ModelMetricRow row) {
        return new Measurement(
                MODEL,
                row.model() + "/" + row.modelVersion(),
                row.metric(),
                row.windowEnd(),
                row.value(),
                row);
    }

    /** Whose history it belongs to. */
    String series() {
        return kind + '|' + source + '|' + metric;
    }
}
