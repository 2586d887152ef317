package io.tillstream.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which holidays somebody goes on as on any other day, learnt from holidays before. Where a
 * store stands nobody says; but one that was open when some countries had a holiday is in none of
 * them, or does not keep it, and who was closed then is closed when still more countries have one.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class HolidayHabit {
    /** Far more than there are sets of countries in a retailer's year. */
    private static final int MOST = 200;

    /**
     * By the countries that had a holiday together, {@code AT|DE}: whether it went on on the newest
     * such holiday. Not on all of them: a failure on one of them is no habit.
     */
    public Map<String, Boolean> wentOn = new HashMap<>();

    /** For Flink. */
    public HolidayHabit() {}

    /**
     * Learns a holiday.
     *
     * @param countries that had one on a day, sorted; at least one
     */
    public void learn(List<String> countries, boolean hasGoneOn) {
        String key = String.join("|", countries);
        if (wentOn.size() < MOST || wentOn.containsKey(key)) {
            wentOn.put(key, hasGoneOn);
        }
    }

    /**
     * Whether a day is like any other as far as is known; true if no country has a holiday, false
     * where nothing is known.
     *
     * @param countries that have a holiday, sorted
     */
    public boolean goesOn(List<String> countries) {
        if (countries.isEmpty()) {
            return true;
        }
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
