package io.tillstream.events;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * On which holidays somebody goes on as on any other day, learnt from holidays before. Where a
 * store stands nobody says; but one that was open when some countries had a holiday is in none of
 * them, or does not keep it, and who was closed then is closed when still more countries have one.
 * Of a holiday that was there before (a year ago, by its name) that day counts, of another the
 * newest of its countries: a shop that opens on most of them may still keep Christmas. Where a name
 * is not known, the countries alone count.
 *
 * <p>Bounded: of more than {@link #MOST} the one that was learnt longest ago is forgotten. A Flink
 * POJO: fields are added, never changed.
 */
public class HolidayHabit {
    /** Far more than there are sets of countries, or holidays, in a retailer's year. */
    private static final int MOST = 200;

    /** Characters of a key. */
    private static final int LONGEST = 200;

    /**
     * By the countries that had a holiday together, {@code AT|DE}: whether it went on on the newest
     * such holiday. Not on all of them: a failure on one of them is no habit.
     */
    public Map<String, Boolean> wentOn = new HashMap<>();

    /**
     * By countries and what they call their holiday, {@code AT=Christmas|DE=Weihnachten}: the same.
     */
    public Map<String, Boolean> wentOnByName = new HashMap<>();

    /**
     * By key of both: which one it was when it was learnt; none of what was before this was kept.
     */
    public Map<String, Long> learntAs = new HashMap<>();

    /** Holidays learnt. */
    public long learnt;

    /** For Flink. */
    public HolidayHabit() {}

    /**
     * Learns a holiday.
     *
     * @param holidays of a day, what it is called by country, empty if not known; at least one
     */
    public void learn(SortedMap<String, String> holidays, boolean hasGoneOn) {
        learnt++;
        put(wentOn, bounded(String.join("|", holidays.keySet())), hasGoneOn);
        if (areNamed(holidays)) {
            put(wentOnByName, called(holidays), hasGoneOn);
        }
    }

    private static boolean areNamed(SortedMap<String, String> holidays) {
        return !holidays.containsValue("");
    }

    /**
     * All holidays of a day as one name, of bounded length: {@code AT=Christmas|DE=Weihnachten}.
     *
     * @param holidays of a day, what it is called by country
     */
    public static String called(SortedMap<String, String> holidays) {
        return bounded(
                String.join("|", holidays.entrySet().stream().map(Object::toString).toList()));
    }

    /** The end of a long one gives way to a hash of the whole, which is no country. */
    private static String bounded(String key) {
        if (key.length() <= LONGEST) {
            return key;
        }
        String hash = "#" + Integer.toHexString(key.hashCode());
        return key.substring(0, LONGEST - hash.length()) + hash;
    }

    private void put(Map<String, Boolean> habits, String key, boolean hasGoneOn) {
        habits.put(key, hasGoneOn);
        learntAs.put(key, learnt);
        if (habits.size() > MOST) {
            String oldest = Collections.min(habits.keySet(), oldestFirst());
            habits.remove(oldest);
            learntAs.remove(oldest);
        }
    }

    private Comparator<String> oldestFirst() {
        return Comparator.comparingLong((String key) -> learntAs.getOrDefault(key, 0L))
                .thenComparing(Comparator.naturalOrder());
    }

    /**
     * Whether a day is like any other as far as is known; true if no country has a holiday, false
     * where nothing is known.
     *
     * @param holidays of the day, what it is called by country, empty if not known
     */
    public boolean goesOn(SortedMap<String, String> holidays) {
        return holidays.isEmpty() || habit(holidays).orElse(false);
    }

    /**
     * Whether it is known that a day is not like any other.
     *
     * @param holidays of the day, what it is called by country, empty if not known
     */
    public boolean stops(SortedMap<String, String> holidays) {
        return !holidays.isEmpty() && !habit(holidays).orElse(true);
    }

    private Optional<Boolean> habit(SortedMap<String, String> holidays) {
        Boolean theSame = areNamed(holidays) ? wentOnByName.get(called(holidays)) : null;
        return theSame == null ? habit(List.copyOf(holidays.keySet())) : Optional.of(theSame);
    }

    private Optional<Boolean> habit(List<String> countries) {
        boolean hasGoneOn = false;
        for (Map.Entry<String, Boolean> entry : wentOn.entrySet()) {
            List<String> then = List.of(entry.getKey().split("\\|"));
            if (!entry.getValue() && countries.containsAll(then)) {
                return Optional.of(false);
            }
            hasGoneOn |= entry.getValue() && then.containsAll(countries);
        }
        return hasGoneOn ? Optional.of(true) : Optional.empty();
    }
}
