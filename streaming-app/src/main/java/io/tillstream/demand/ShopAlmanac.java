package io.tillstream.demand;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What is known of days for all categories together: their names, and what the whole shop sold. */
final class ShopAlmanac {
    /** Days back to which {@link #week} looks. */
    static final int LOOK_BACK = 8 * WeekProfile.DAYS;

    private static final int LEAST_DAYS = 2 * WeekProfile.DAYS;

    private final Map<Long, List<String>> names;
    private final Map<Long, Long> units;
    private final NavigableMap<Long, SalesProfiles> profiles;

    /**
     * @param names of holidays and promotions as {@code kind:name}, sorted, by epoch day
     * @param units that the shop sold, by epoch day; days without are closed ones
     * @param profiles of new products, by the epoch day up to which they know launches
     */
    ShopAlmanac(
            Map<Long, List<String>> names,
            Map<Long, Long> units,
            NavigableMap<Long, SalesProfiles> profiles) {
        this.names = names;
        this.units = units;
        this.profiles = profiles;
    }

    /** Holidays and promotions of a day; none for an ordinary one. */
    List<String> names(long day) {
        return names.getOrDefault(day, List.of());
    }

    /** The sales profiles that were known at the close of a day; null before the first. */
    SalesProfiles profiles(long day) {
        Map.Entry<Long, SalesProfiles> known = profiles.floorEntry(day);
        return known == null ? null : known.getValue();
    }

    /** Whether the shop sold anything. */
    boolean isOpen(long day) {
        return units.getOrDefault(day, 0L) > 0;
    }

    /**
     * How the shop's sales spread over the week, by the eight weeks up to a day.
     *
     * @return factors with a mean of 1, Monday first; all 1 while less than two weeks are known
     */
    double[] week(long day) {
        WeekProfile week = new WeekProfile();
        int known = 0;
        for (long d = day - LOOK_BACK + 1; d <= day; d++) {
            Long sold = units.get(d);
            known += sold == null ? 0 : 1;
            if (known > 0) {
                double value = sold == null ? 0 : sold;
                week.learn(WeekProfile.weekdayOf(d), value, 1);
            }
        }
        return known < LEAST_DAYS ? new WeekProfile().factors() : week.factors();
    }
}
