package io.tillstream.monitoring;

import io.tillstream.events.EventTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A customer's segments at the beginnings of days, as far back as they are compared with. State:
 * add fields only.
 *
 * <p>Tells from which days on the customer is one of those who are in the segment of {@link #SPAN}
 * days before, as if nothing changed any more; a later change takes back what is no longer so.
 * Nobody has to be looked at on a day on which nothing happens to them.
 */
public class SegmentDays {
    /** Days between the two segments that are compared. */
    static final int SPAN = 30;

    /** Names, by day. */
    public String[] names = {};

    /** The epoch day from which on each holds. */
    public long[] fromDay = {};

    /** For Flink. */
    public SegmentDays() {}

    /**
     * Takes a segment that follows all others.
     *
     * @param validFrom epoch milliseconds
     * @return by epoch day, how many more are stable (first) and are compared at all (second)
     */
    Map<Long, long[]> change(String segment, long validFrom) {
        long day = EventTime.dayOf(validFrom - 1) + 1;
        Map<Long, long[]> steps = new TreeMap<>();
        addSteps(day, -1, steps);
        add(segment, day);
        addSteps(day, 1, steps);
        steps.values().removeIf(step -> step[0] == 0 && step[1] == 0);
        return steps;
    }

    private void add(String segment, long day) {
        int end = fromDay.length;
        while (end > 0 && fromDay[end - 1] >= day) {
            end--;
        }
        int begin = 0;
        while (begin + 1 < end && fromDay[begin + 1] < day - SPAN) {
            begin++;
        }
        names = Arrays.copyOfRange(names, begin, end + 1);
        fromDay = Arrays.copyOfRange(fromDay, begin, end + 1);
        names[end - begin] = segment;
        fromDay[end - begin] = day;
    }

    /** Adds what changes on a day and after it to the number of those who are stable. */
    private void addSteps(long day, long sign, Map<Long, long[]> steps) {
        if (fromDay.length == 0) {
            return;
        }
        boolean stable = isStable(day - 1);
        boolean compared = at(day - 1 - SPAN) != null;
        TreeSet<Long> days = new TreeSet<>();
        days.add(day);
        for (long from : fromDay) {
            days.add(from);
            days.add(from + SPAN);
        }
        for (long next : days.tailSet(day, true)) {
            boolean stableThen = isStable(next);
            boolean comparedThen = at(next - SPAN) != null;
            long[] step = steps.computeIfAbsent(next, d -> new long[2]);
            step[0] += sign * ((stableThen ? 1 : 0) - (stable ? 1 : 0));
            step[1] += sign * ((comparedThen ? 1 : 0) - (compared ? 1 : 0));
            stable = stableThen;
            compared = comparedThen;
        }
    }

    private boolean isStable(long day) {
        String before = at(day - SPAN);
        return before != null && before.equals(at(day));
    }

    private String at(long day) {
        for (int i = fromDay.length - 1; i >= 0; i--) {
            if (fromDay[i] <= day) {
                return names[i];
            }
        }
        return null;
    }
}
