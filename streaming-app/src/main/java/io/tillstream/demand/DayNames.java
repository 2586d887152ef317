package io.tillstream.demand;

import io.tillstream.events.CalendarDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holidays and promotions of a day by country. A Flink POJO: fields are added, never changed. */
public class DayNames {
    /** {@code kind:name} by country. */
    public Map<String, List<String>> byCountry = new HashMap<>();

    /** For Flink. */
    public DayNames() {}

    void put(CalendarDay day) {
        List<String> names = new ArrayList<>();
        if (day.holiday() != null) {
            names.add("holiday:" + day.holiday());
        }
        if (day.promotion() != null) {
            names.add("promotion:" + day.promotion());
        }
        byCountry.put(day.country(), names);
    }

    /** Of all countries, each once, sorted. */
    List<String> all() {
        TreeSet<String> all = new TreeSet<>();
        byCountry.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
