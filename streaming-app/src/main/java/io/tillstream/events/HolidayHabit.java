package io.tillstream.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * On which holidays somebody goes on as on any other day, learnt from holidays before. Where a
 * store stands nobody says; but one that was open when some countries had a holiday is in none of
 * them, or does not keep it, and who was closed then is closed when still more countries have one.
 * Of a holiday that was there before (a year ago, by its name) that day counts, of another the
 * newest of its countries: a shop that opens on most of them may still keep Christmas.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class HolidayHabit {
    /** Far more than there are sets of countries, or holidays, in a retailer's year. */
    private static final int MOST = 200;

    /**
     * By the countries that had a holiday together, {@code AT|DE}: whether it went on on the newest
     * such holiday. Not on all of them: a failure on one of them is no habit.
     */
    public Map<String, Boolean> wentOn = new HashMap<>();

    /**
     * By countries and what they call their holiday, {@code AT=Christmas|DE=Weihnachten}: the same.
     */
    public Map<String, Boolean> wentOnByName = new HashMap<>();

    /** For Flink. */
    public HolidayHabit() {}

    /**
     * Learns a holiday.
     *
     * @param holidays of a day, what it is called by country; at least one
     */
    public void learn(SortedMap<String, String> holidays, boolean hasGoneOn) {
        put(wentOn, String.join("|", holidays.keySet()), hasGoneOn);
        put(wentOnByName, called(holidays), hasGoneOn);
    }

    private static String called(SortedMap<String, String> holidays) {
        return String.join("|", holidays.entrySet().stream().map(Object::toString).toList());
    }

    private static void put(Map<String, Boolean> habits, String key, boolean hasGoneOn) {
        if (habits.size() < MOST || habits.containsKey(key)) {
            habits.put(key, hasGoneOn);
        }
    }

    /**
     * Whether a day is like any other as far as is known; true if no country has a holiday, false
     * where nothing is known.
     *
     * @param holidays of the day, what it is called by country
     */
    public boolean goesOn(SortedMap<String, String> holidays) {
        if (holidays.isEmpty()) {
            return true;
        }
        Boolean theSame = wentOnByName.get(called(holidays));
        return theSame == null ? goesOn(List.copyOf(holidays.keySet())) : theSame;
    }

    private boolean goesOn(List<String> countries) {
        boolean known = false;
        for (Map.Entry<String, Boolean> entry : wentOn.entrySet()) {
            List<String> then = List.of(entry.getKey().split("\\|"));
            if (!entry.getValue() && countries.containsAll(then)) {
                return false;
            }
            known |= entry.getValue() && then.containsAll(countries);
        }
        return known;
    }
}
