package io.tillstream.events;

import java.io.Serializable;

/**
 * When an hour of event time is closed: once the watermark has passed its end by the allowed
 * lateness, as a day is ({@link DayClose}).
 *
 * @param allowedLateness milliseconds
 */
public record HourClose(long allowedLateness) implements Serializable {
    /** The watermark at which an hour is closed; hours are counted since 1970. */
    public long closesAt(long hour) {
        return (hour + 1) * EventTime.HOUR - 1 + allowedLateness;
    }

    /** The hour that closes at a watermark. */
    public long closedAt(long watermark) {
        return Math.floorDiv(watermark - allowedLateness, EventTime.HOUR);
    }

    /** The first hour that is not closed; {@link Long#MIN_VALUE} before the first watermark. */
    public long firstOpen(long watermark) {
        return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE
                ? Long.MIN_VALUE
                : Math.floorDiv(watermark + 1 - allowedLateness, EventTime.HOUR);
    }
}
