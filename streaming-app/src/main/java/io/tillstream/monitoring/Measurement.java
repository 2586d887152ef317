package io.tillstream.monitoring;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;

/**
 * A figure of a window that is over.
 *
 * @param kind what is watched: {@code model}, {@code data_quality} or {@code freshness}
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
    static final String FRESHNESS = "freshness";
    static final String FEEDS = "feeds";
    static final String AGE = "age_hours";

    static Measurement of(ModelMetricRow row) {
        return new Measurement(
                MODEL,
                row.model() + "/" + row.modelVersion(),
                row.metric(),
                row.windowEnd(),
                row.value(),
                row);
    }

    /**
     * How old the newest event of a source is at the end of a day.
     *
     * @param age milliseconds
     */
    static Measurement age(String source, long windowEnd, long age) {
        ModelMetricRow row =
                new ModelMetricRow(
                        FEEDS,
                        source,
                        AGE,
                        windowEnd,
                        (double) age / EventTime.HOUR,
                        null,
                        false,
                        windowEnd);
        return new Measurement(FRESHNESS, FEEDS + "/" + source, AGE, windowEnd, row.value(), row);
    }

    /** How many observations it is of; many if nobody counts them. */
    long samples() {
        return row == null || row.samples() == null ? Long.MAX_VALUE : row.samples();
    }

    /** Whose history it belongs to. */
    String series() {
        return kind + '|' + source + '|' + metric;
    }
}
