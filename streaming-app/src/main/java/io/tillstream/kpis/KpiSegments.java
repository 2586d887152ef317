package io.tillstream.kpis;

import io.tillstream.events.EventTime;
import java.util.Arrays;

/**
 * The segment in which a customer begins each day. State: add fields only. Bounded by the days that
 * are open.
 */
public class KpiSegments {
    /** Those whom nobody knows. */
    static final String ANONYMOUS = "Anonymous";

    /** Customers who have no segment when their day begins: before their first purchase. */
    static final String NONE = "First purchase";

    /** Names, by day. */
    public String[] names = {};

    /** The epoch day from which on each holds. */
    public long[] fromDay = {};

    /** For Flink. */
    public KpiSegments() {}

    /**
     * Takes a segment that follows all others.
     *
     * @param validFrom epoch milliseconds
     * @param openDay no event of a day before it is to come
     */
    void add(String segment, long validFrom, long openDay) {
        long day = EventTime.dayOf(validFrom - 1) + 1;
        int end = fromDay.length;
        while (end > 0 && fromDay[end - 1] >= day) {
            end--;
        }
        int begin = 0;
        while (begin + 1 < end && fromDay[begin + 1] <= openDay) {
            begin++;
        }
        names = Arrays.copyOfRange(names, begin, end + 1);
        fromDay = Arrays.copyOfRange(fromDay, begin, end + 1);
        names[end - begin] = segment;
        fromDay[end - begin] = day;
    }

    /** The segment when a day begins. */
    String at(long day) {
        for (int i = fromDay.length - 1; i >= 0; i--) {
            if (fromDay[i] <= day) {
                return names[i];
            }
        }
        return NONE;
    }
}
