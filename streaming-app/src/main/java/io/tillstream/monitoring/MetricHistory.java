package io.tillstream.monitoring;

import java.util.Arrays;

/**
 * What a guarded figure was like, and whether an alert of it is open. State: add fields only.
 *
 * <p>One window beyond the bound may be chance: an alert opens with as many in a row as the guard
 * wants, and ends with as many that are within it.
 */
public class MetricHistory {
    /** Windows that say what is usual. */
    private static final int KEPT = 28;

    /** Fewer say nothing. */
    private static final int NEEDED = 7;

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
     * @param breached whether it is beyond the bound
     * @param settled whether it is so far within it that an alert may end
     * @param inARow windows that open or end an alert
     * @return the id of the alert if it opens or ends with it, else null
     */
    String take(Measurement measurement, boolean breached, boolean settled, int inARow) {
        newest = measurement.windowEnd();
        openFor = alertId == null ? 0 : openFor + 1;
        // What has lasted for so long is usual by now.
        if (!breached || openFor > KEPT) {
            values = Arrays.copyOf(values, values.length + 1);
            values[values.length - 1] = measurement.value();
            values = Arrays.copyOfRange(values, Math.max(0, values.length - KEPT), values.length);
        }
        boolean isAgainst = alertId == null ? breached : settled;
        against = isAgainst ? against + 1 : 0;
        if (against < inARow) {
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
