package io.tillstream.monitoring;

import java.util.Arrays;

/**
 * What a guarded figure was like, and whether an alert of it is open. State: add fields only.
 *
 * <p>One window beyond the bound may be chance: an alert opens with the second in a row, and ends
 * with the second in a row that is within it.
 */
public class MetricHistory {
    /** Windows that say what is usual. */
    private static final int KEPT = 28;

    /** Fewer say nothing. */
    private static final int NEEDED = 7;

    private static final int IN_A_ROW = 2;

    /** Values of former windows that say what is usual, the oldest first. */
    public double[] values = {};

    /** End of the newest window, epoch milliseconds. */
    public long newest = Long.MIN_VALUE;

    /** Windows in a row that do not fit the state of the alert. */
    public int against;

    /** Windows for which the alert has been open. */
    public int openFor;

    /** The alert that is open; null if none is. */
    public String alertId;

    /** For Flink. */
    public MetricHistory() {}

    /** The mean of the windows before; null if they are too few. */
    Double usual() {
        return values.length < NEEDED ? null : Arrays.stream(values).average().orElseThrow();
    }

    /**
     * Takes a window that is newer than all others.
     *
     * @return the id of the alert if it opens or ends with it, else null
     */
    String take(Measurement measurement, boolean breached) {
        newest = measurement.windowEnd();
        openFor = alertId == null ? 0 : openFor + 1;
        // What has lasted for so long is usual by now.
        if (!breached || openFor > KEPT) {
            values = Arrays.copyOf(values, values.length + 1);
            values[values.length - 1] = measurement.value();
            values = Arrays.copyOfRange(values, Math.max(0, values.length - KEPT), values.length);
        }
        against = breached == (alertId != null) ? 0 : against + 1;
        if (against < IN_A_ROW) {
            return null;
        }
        against = 0;
        if (alertId != null) {
            String ended = alertId;
            alertId = null;
            return ended;
        }
        alertId = measurement.series() + '|' + measurement.windowEnd();
        return alertId;
    }
}
