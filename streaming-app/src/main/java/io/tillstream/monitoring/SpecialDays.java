package io.tillstream.monitoring;

import io.tillstream.events.CalendarDay;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which countries days are holidays, and in which there is a promotion. State: add fields only.
 */
public class SpecialDays {
    /** Of each kind; of more those that are the farthest ahead are dropped. */
    private static final int MOST = 10_000;

    /** Countries with a holiday by epoch day, sorted. */
    public Map<Long, String[]> holidays = new HashMap<>();

    /** Countries with a promotion by epoch day, sorted. */
    public Map<Long, String[]> promotions = new HashMap<>();

    /**
     * What they call it, by epoch day in the order of {@link #holidays}; none of days that were
     * taken before names were kept.
     */
    public Map<Long, String[]> names = new HashMap<>();

    /** For Flink. */
    public SpecialDays() {}

    /** Takes the newest record of a day and country. */
    void take(CalendarDay day) {
        SortedMap<String, String> called = holidays(day.day());
        if (day.holiday() == null) {
            called.remove(day.country());
        } else {
            called.put(day.country(), day.holiday());
        }
        put(holidays, day.day(), called.keySet());
        put(names, day.day(), called.values());
        TreeSet<String> promoted = new TreeSet<>(of(promotions, day.day()));
        if (day.promotion() == null) {
            promoted.remove(day.country());
        } else {
            promoted.add(day.country());
        }
        put(promotions, day.day(), promoted);
    }

    private static void put(Map<Long, String[]> days, long day, Collection<String> values) {
        if (values.isEmpty()) {
            days.remove(day);
        } else {
            days.put(day, values.toArray(new String[0]));
            if (days.size() > MOST) {
                days.remove(new TreeMap<>(days).lastKey());
            }
        }
    }

    private static List<String> of(Map<Long, String[]> days, long day) {
        return Arrays.asList(days.getOrDefault(day, new String[0]));
    }

    /** What a day is called in countries that have a holiday; empty where that is not known. */
    SortedMap<String, String> holidays(long day) {
        List<String> countries = of(holidays, day);
        List<String> known = of(names, day);
        SortedMap<String, String> called = new TreeMap<>();
        for (int i = 0; i < countries.size(); i++) {
            called.put(countries.get(i), i < known.size() ? known.get(i) : "");
        }
        return called;
    }

    boolean hasPromotion(long day) {
        return promotions.containsKey(day);
    }

    void forgetUpTo(long day) {
        holidays.keySet().removeIf(old -> old <= day);
        names.keySet().removeIf(old -> old <= day);
        promotions.keySet().removeIf(old -> old <= day);
    }
}
