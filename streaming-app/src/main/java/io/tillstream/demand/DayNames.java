package io.tillstream.demand;

import io.tillstream.events.CalendarDay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holidays and promotions of a day by country. A Flink POJO: fields are added, never changed. */
public class DayNames {
    /** Name of the holiday by country. */
    public Map<String, String> holidays = new HashMap<>();

    /** Name of the promotion by country. */
    public Map<String, String> promotions = new HashMap<>();

    /** For Flink. */
    public DayNames() {}

    /** Takes the newest record of a country. */
    void put(CalendarDay day) {
        replace(holidays, day.country(), day.holiday());
        replace(promotions, day.country(), day.promotion());
    }

    private static void replace(Map<String, String> names, String country, String name) {
        if (name == null) {
            names.remove(country);
        } else {
            names.put(country, name);
        }
    }

    /** Of all countries as {@code kind:name}, each once, sorted. */
    List<String> all() {
        TreeSet<String> all = new TreeSet<>();
        holidays.values().forEach(n -> all.add("holiday:" + n));
        promotions.values().forEach(n -> all.add("promotion:" + n));
        return List.copyOf(all);
    }

    /** What the day is called in countries that have a holiday. */
    SortedMap<String, String> holidaysByCountry() {
        return new TreeMap<>(holidays);
    }
}
