package io.tillstream.events;

import java.io.Serializable;

/**
 * When a UTC day of event time is closed: once the watermark has passed its end by the allowed
 * lateness. What comes later is a late event.
 *
 * @param allowedLateness milliseconds
 */
public record DayClose(long allowedLateness) implements Serializable {
    /** Before the first day that could be closed. */
    public static final long NONE = Long.MIN_VALUE;

    /** The watermark at which a day is closed. */
    public long closesAt(long day) {
        return EventTime.endOf(day) + allowedLateness;
    }

    /**
     * The newest closed day, {@link #NONE} before the first watermark. The end of a bounded input
     * closes nothing by itself: the world then stands as of the last event.
     */
    public long lastClosed(long watermark) {
        if (watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE) {
            return NONE;
        }
        return EventTime.dayOf(watermark - allowedLateness + 1) - 1;
    }

    /** The first day that is not closed; {@link Long#MIN_VALUE} before the first watermark. */
    public long firstOpen(long watermark) {
        long closed = lastClosed(watermark);
        return closed == NONE ? Long.MIN_VALUE : closed + 1;
    }

    /** True once the day before is closed, so that it is told how the day began. */
    public boolean hasBegun(long day, long watermark) {
        return watermark >= closesAt(day - 1);
    }

    /** True if an event of this time is late at this watermark. */
    public boolean isLate(long eventTime, long watermark) {
        return watermark != Long.MAX_VALUE && watermark >= closesAt(EventTime.dayOf(eventTime));
    }
}
