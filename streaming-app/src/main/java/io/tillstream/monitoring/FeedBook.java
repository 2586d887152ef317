package io.tillstream.monitoring;

import io.tillstream.events.CalendarDay;
import io.tillstream.events.EventTime;
import io.tillstream.events.FeedCount;
import io.tillstream.events.FieldNames;
import io.tillstream.events.HolidayHabit;
import io.tillstream.events.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the records of a source held on each of the last days, and what of it is out of the ordinary
 * when a day closes. Bounded: {@link #KEPT} days of some hundred numbers. State: add fields only.
 */
public class FeedBook {
    static final String MISSING = "missing.";
    static final String PRICE = "price";
    static final String SCHEMA = "schema-drift";
    static final String VOLUME = "volume";

    /** Eight weeks, so that an hour of the week has been there eight times. */
    static final int KEPT = 56;

    /**
     * Closed or not, far more than a fast replay is ahead by; of more the newest, which a wrong
     * clock has made, are dropped.
     */
    private static final int MOST_DAYS = 1_000;

    /** Without which it is not known what is usual. */
    private static final int NEEDED_DAYS = 7;

    /** Days in a row on which a source that is silent is told to be. */
    private static final int GIVEN_UP = 28;

    /** Records with a field that are to be expected, and none comes: by chance e^-20. */
    private static final double EXPECTED_FIELDS = 20;

    /** Records of a day without which a holiday is not like it. */
    private static final double EXPECTED_RECORDS = 20;

    /** More than so many times the usual records are too many. */
    private static final double MOST = 2;

    private static final double MOST_OF_PROMOTION = 4;

    /** Sources that bring more while there is a promotion, in whatever country: none says where. */
    private static final Set<Topic> PROMOTED = Set.of(Topic.POS_SALES, Topic.ECOM_EVENTS);

    private static final int LONGEST_REASON = 500;

    /** By epoch day; days that are not closed among them. */
    public Map<Long, FeedDay> days = new HashMap<>();

    /** The last day that was closed. */
    public long lastClosed = Long.MIN_VALUE;

    /** What the calendar says, of the days that are kept and of those to come. */
    public SpecialDays calendar = new SpecialDays();

    /** Holidays on which the source brought as much as ever. */
    public HolidayHabit habit = new HolidayHabit();

    /** For Flink. */
    public FeedBook() {}

    /** A share of records that broke a rule on a day, and by what. */
    record Share(String rule, long day, long records, long violations, String reason) {}

    /**
     * Counts what records held.
     *
     * @return false if the day is closed, which is told once
     */
    boolean add(FeedCount count) {
        if (count.day() <= lastClosed) {
            return false;
        }
        FeedDay day = day(count.day());
        day.records += count.records();
        day.present = plus(day.present, count.present());
        day.hours = plus(day.hours, count.hours());
        TreeMap<String, Long> unknown = new TreeMap<>(day.unknown);
        for (int i = 0; i < count.unknown().length; i++) {
            FieldNames.add(unknown, count.unknown()[i], count.unknownPresent()[i]);
        }
        day.unknown = new HashMap<>(unknown);
        return true;
    }

    /**
     * Counts prices.
     *
     * @return false if the day is closed
     */
    boolean add(PriceCount prices) {
        if (prices.day() <= lastClosed) {
            return false;
        }
        FeedDay day = day(prices.day());
        day.priced += prices.stores();
        day.oddPrices += prices.odd();
        return true;
    }

    /** Takes what the calendar says of a day. */
    void add(CalendarDay day) {
        calendar.take(day);
    }

    private FeedDay day(long day) {
        FeedDay known = days.computeIfAbsent(day, d -> new FeedDay());
        if (days.size() > MOST_DAYS) {
            days.remove(Collections.max(days.keySet()));
        }
        return known;
    }

    private static long[] plus(long[] a, long[] b) {
        long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /**
     * Judges all days up to one that closes.
     *
     * @param expected fields that records should have
     */
    List<Share> closeUpTo(long day, Topic topic, List<String> expected) {
        List<Share> shares = new ArrayList<>();
        TreeSet<Long> known = new TreeSet<>(days.keySet());
        if (lastClosed == Long.MIN_VALUE) {
            if (known.isEmpty() || known.first() > day) {
                return shares;
            }
            lastClosed = known.first() - 1;
        }
        for (long next = lastClosed + 1; next <= day; next++) {
            Long before = known.floor(next);
            if (before != null && next - before <= GIVEN_UP) {
                judge(next, topic, expected, shares);
            }
        }
        lastClosed = Math.max(lastClosed, day);
        days.keySet().removeIf(old -> old <= day - KEPT);
        calendar.forgetUpTo(day - KEPT);
        return shares;
    }

    private void judge(long at, Topic topic, List<String> expected, List<Share> shares) {
        FeedDay day = days.getOrDefault(at, new FeedDay());
        Map<Long, FeedDay> before = new TreeMap<>();
        days.forEach(
                (of, then) -> {
                    if (of < at && of >= at - KEPT && then.records > 0) {
                        before.put(of, then);
                    }
                });
        if (day.records > 0) {
            for (String field : expected) {
                int bit = topic.fields().indexOf(field);
                shares.add(
                        new Share(
                                MISSING + field,
                                at,
                                day.records,
                                day.records - present(day, bit),
                                null));
            }
        }
        if (day.priced > 0) {
            shares.add(new Share(PRICE, at, day.priced, day.oddPrices, null));
        }
        if (day.records > 0 && before.size() >= NEEDED_DAYS) {
            shares.add(schema(at, day, before, topic.fields()));
        }
        if (topic.hasEventTime()) {
            volume(at, day, before, PROMOTED.contains(topic), shares);
        }
    }

    private static long present(FeedDay day, int bit) {
        return bit < day.present.length ? day.present[bit] : 0;
    }

    /** Fields that are there for the first time in the last days, or no longer. */
    private static Share schema(
            long at, FeedDay day, Map<Long, FeedDay> before, List<String> fields) {
        long records = 0;
        long[] present = {};
        TreeMap<String, Long> unknown = new TreeMap<>();
        for (FeedDay then : before.values()) {
            records += then.records;
            present = plus(present, then.present);
            then.unknown.forEach((name, times) -> unknown.merge(name, times, Long::sum));
        }
        double scale = (double) day.records / records;
        List<String> odd = new ArrayList<>();
        for (String name : new TreeSet<>(day.unknown.keySet())) {
            if (!unknown.containsKey(name)) {
                odd.add("new: " + name);
            }
        }
        for (int bit = 0; bit < present.length; bit++) {
            if (present[bit] * scale >= EXPECTED_FIELDS && present(day, bit) == 0) {
                odd.add("gone: " + fields.get(bit));
            }
        }
        for (Map.Entry<String, Long> entry : unknown.entrySet()) {
            if (entry.getValue() * scale >= EXPECTED_FIELDS
                    && !day.unknown.containsKey(entry.getKey())
                    && hadRoom(day, entry.getKey())) {
                odd.add("gone: " + entry.getKey());
            }
        }
        long known = Arrays.stream(present).filter(times -> times > 0).count() + unknown.size();
        return new Share(SCHEMA, at, Math.max(known, odd.size()), odd.size(), reason(odd));
    }

    /** Whether a name would have been counted: those first in the alphabet take the room. */
    private static boolean hadRoom(FeedDay day, String name) {
        return day.unknown.size() < FieldNames.MOST
                || name.compareTo(Collections.max(day.unknown.keySet())) < 0;
    }

    /** What is odd, as much of it as there is room for; null if nothing is. */
    private static String reason(List<String> odd) {
        if (odd.isEmpty()) {
            return null;
        }
        StringBuilder reason = new StringBuilder();
        for (int i = 0; i < odd.size(); i++) {
            String part = (i == 0 ? "" : ", ") + odd.get(i);
            String rest = ", and " + (odd.size() - i) + " more";
            if (reason.length() + part.length() > LONGEST_REASON - rest.length()) {
                return reason + rest;
            }
            reason.append(part);
        }
        return reason.toString();
    }

    /**
     * Hours that brought far more or far less than the same hours of the weeks before. On a holiday
     * it may be less down to nothing, unless the source went on on those before; while there is a
     * promotion it may be more, where that is what it is for.
     */
    private void volume(
            long at,
            FeedDay day,
            Map<Long, FeedDay> before,
            boolean isPromoted,
            List<Share> shares) {
        Map<Long, long[]> all = new TreeMap<>();
        Map<Long, long[]> ordinary = new TreeMap<>();
        before.forEach(
                (of, then) -> {
                    all.put(of, then.hours);
                    if (habit.goesOn(calendar.holidays(of))) {
                        ordinary.put(of, then.hours);
                    }
                });
        UsualHours usual = new UsualHours(ordinary);
        if (!usual.knows(at)) {
            // A calendar that calls each Sunday a holiday leaves no ordinary ones.
            usual = new UsualHours(all);
        }
        if (!usual.knows(at)) {
            return;
        }
        SortedMap<String, String> holidays = calendar.holidays(at);
        boolean mayBeMore = isPromoted && calendar.hasPromotion(at);
        UsualHours.Odd odd =
                usual.judge(
                        at,
                        day.hours,
                        mayBeMore ? MOST_OF_PROMOTION : MOST,
                        habit.goesOn(holidays));
        shares.add(new Share(VOLUME, at, day.hours.length, odd.hours(), reason(odd.reasons())));
        if (!holidays.isEmpty() && usual.expected(at) >= EXPECTED_RECORDS) {
            habit.learn(holidays, day.records >= usual.expected(at) / 2);
        }
    }

    /** Epoch milliseconds of the end of the day of a share. */
    static long windowEnd(Share share) {
        return EventTime.startOf(share.day() + 1);
    }
}
