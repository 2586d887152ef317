package io.tillstream.sandbox.page;

import java.util.NavigableMap;

/**
 * Which hour and day it is in event time. A replay of the year 2010 has its own today, so the wall
 * clock is of no use here.
 */
final class EventClock {
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;

    /** Share of the busiest hour's sales below which an hour ahead of the rest counts as stray. */
    private static final double STRAY = 0.02;

    private volatile long hour = Long.MIN_VALUE;

    boolean isKnown() {
        return hour != Long.MIN_VALUE;
    }

    /** Start of the current hour, epoch milliseconds UTC. */
    long hour() {
        return hour;
    }

    long dayStart() {
        return Math.floorDiv(hour, DAY) * DAY;
    }

    /**
     * Sets the clock from the sales by hour and the job's watermark. Tills with a clock ahead of
     * time leave a few sales in hours to come; the newest hour with a fair amount of sales decides,
     * or the watermark where that is further.
     */
    void set(NavigableMap<Long, Double> ordersByHour, JobStatus status) {
        if (ordersByHour.isEmpty()) {
            hour = Long.MIN_VALUE;
            return;
        }
        double busiest =
                ordersByHour.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        long newest = ordersByHour.lastKey();
        long now = ordersByHour.firstKey();
        for (long candidate : ordersByHour.descendingKeySet()) {
            if (ordersByHour.get(candidate) >= busiest * STRAY) {
                now = candidate;
                break;
            }
        }
        if (status.hasWatermark()) {
            long byWatermark = Math.floorDiv(status.watermark(), HOUR) * HOUR;
            now = Math.max(now, Math.min(byWatermark, newest));
        }
        hour = now;
    }
}
