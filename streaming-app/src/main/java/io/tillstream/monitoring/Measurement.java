package io.tillstream.monitoring;

import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.serving.BatchTimes;

/**
 * A figure of a window that is over.
 *
 * @param kind what is watched: {@code model}, {@code data_quality} or {@code freshness}
 * @param source the model and, but for how long it takes, its version; or the topic
 * @param windowEnd end of the window, epoch milliseconds
 * @param row the row that the figure is of; null for data quality, which has a table of its own
 * @param samples observations that it is of; {@link #UNCOUNTED} if nobody counts them
 * @param reason what of it is out of the ordinary, in one line; null if there is nothing to say
 */
public record Measurement(
        String kind,
        String source,
        String metric,
        long windowEnd,
        double value,
        ModelMetricRow row,
        long samples,
        String reason) {
    static final long UNCOUNTED = Long.MAX_VALUE;
    static final String MODEL = "model";
    static final String QUALITY = "data_quality";
    static final String FRESHNESS = "freshness";
    static final String FEEDS = "feeds";
    static final String MODELS = "models";
    static final String AGE = "age_hours";

    static Measurement of(ModelMetricRow row) {
        String version = row.model() + "/" + row.modelVersion();
        // Whichever version a model has: a quick one ends the alert that a slow one opened.
        boolean ofModel = row.metric().startsWith(BatchTimes.METRIC);
        return new Measurement(
                MODEL,
                ofModel ? MODELS + "/" + row.model() : version,
                row.metric(),
                row.windowEnd(),
                row.value(),
                row,
                row.samples() == null ? UNCOUNTED : row.samples(),
                ofModel ? version : null);
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
        return new Measurement(
                FRESHNESS, FEEDS + "/" + source, AGE, windowEnd, row.value(), row, UNCOUNTED, null);
    }

    /** A share of records that broke a rule. */
    static Measurement of(String source, FeedBook.Share share) {
        return share(
                source,
                share.rule(),
                FeedBook.windowEnd(share),
                share.records(),
                share.violations(),
                share.reason());
    }

    static Measurement share(
            String source,
            String rule,
            long windowEnd,
            long records,
            long violations,
            String reason) {
        double share = records == 0 ? 0 : (double) violations / records;
        return new Measurement(QUALITY, source, rule, windowEnd, share, null, records, reason);
    }

    /** Whose history it belongs to. */
    String series() {
        return kind + '|' + source + '|' + metric;
    }
}
