package io.tillstream.monitoring;

import io.tillstream.events.CalendarDay;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** For Flink. */
    public SpecialDays() {}

    /** Takes the newest record of a day and country. */
    void take(CalendarDay day) {
        note(holidays, day, day.holiday() != null);
        note(promotions, day, day.promotion() != null);
    }

    private static void note(Map<Long, String[]> days, CalendarDay day, boolean isSpecial) {
        TreeSet<String> countries = new TreeSet<>(countries(days, day.day()));
        if (isSpecial) {
            countries.add(day.country());
        } else {
            countries.remove(day.country());
        }
        if (countries.isEmpty()) {
            days.remove(day.day());
        } else {
            days.put(day.day(), countries.toArray(new String[0]));
            if (days.size() > MOST) {
                days.remove(new TreeMap<>(days).lastKey());
            }
        }
    }

    private static List<String> countries(Map<Long, String[]> days, long day) {
        String[] countries = days.get(day);
        return countries == null ? List.of() : Arrays.asList(countries);
    }

    /** Countries that have a holiday, sorted. */
    List<String> holidays(long day) {
        return countries(holidays, day);
    }

    boolean hasPromotion(long day) {
        return promotions.containsKey(day);
    }

    void forgetUpTo(long day) {
        holidays.keySet().removeIf(old -> old <= day);
        promotions.keySet().removeIf(old -> old <= day);
    }
}
