package io.tillstream.sandbox.page;

/** The rate of a counter that is refreshed more rarely than it is read. */
final class RateMeter {
    private static final double NANOS = 1e9;

    /** How long a counter may stand still before its rate is nothing, at least. */
    private static final long STILL_NANOS = 3_000_000_000L;

    private long count;
    private long changedAt;
    private long gap;
    private double rate;
    private boolean begun;

    void reset() {
        begun = false;
        rate = 0;
        gap = 0;
    }

    /** Takes a reading and gives the events per second between the two last changes. */
    double rate(long reading, long now) {
        if (!begun || reading < count) {
            // The first reading, or a job that began anew.
            begun = true;
            rate = 0;
            gap = 0;
            count = reading;
            changedAt = now;
        } else if (reading > count) {
            gap = now - changedAt;
            rate = gap == 0 ? rate : (reading - count) * NANOS / gap;
            count = reading;
            changedAt = now;
        } else if (now - changedAt > Math.max(STILL_NANOS, 2 * gap)) {
            rate = 0;
        }
        return rate;
    }
}
