package io.tillstream.recommendations;

import io.tillstream.events.CustomerSegment;
import java.util.Arrays;

/**
 * Segments of a customer as they follow each other: those that events of open days need. State: add
 * fields only. Bounded by the days that are open.
 */
public class Segments {
    /** Names, by time. */
    public String[] names = {};

    /** When each begins, epoch milliseconds. */
    public long[] from = {};

    /** For Flink. */
    public Segments() {}

    /**
     * Takes a segment that follows all others.
     *
     * @param openFrom no event of before this time is to come
     */
    void add(CustomerSegment segment, long openFrom) {
        int needed = 0;
        while (needed + 1 < from.length && from[needed + 1] < openFrom) {
            needed++;
        }
        if (segment.validFrom() < openFrom) {
            needed = from.length;
        }
        int size = from.length - needed;
        String[] newNames = Arrays.copyOfRange(names, needed, needed + size + 1);
        long[] newFrom = Arrays.copyOfRange(from, needed, needed + size + 1);
        newNames[size] = segment.segment();
        newFrom[size] = segment.validFrom();
        names = newNames;
        from = newFrom;
    }

    /** True if nothing is known. */
    boolean isEmpty() {
        return from.length == 0;
    }

    /** The segment at a time; null if there was none. */
    String at(long time) {
        for (int i = from.length - 1; i >= 0; i--) {
            if (from[i] < time) {
                return names[i];
            }
        }
        return null;
    }
}
