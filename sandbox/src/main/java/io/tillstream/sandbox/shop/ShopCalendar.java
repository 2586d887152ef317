package io.tillstream.sandbox.shop;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Public holidays of the countries with stores, and the chain's promotions. */
final class ShopCalendar {
    static final String[] COUNTRIES = {"DE", "FR", "ES", "IT", "AT"};

    /** How far ahead days are announced. */
    static final int AHEAD_DAYS = 90;

    /** {@link Promotion#category()} of a promotion on everything. */
    static final int EVERYTHING = -1;

    private static final Map<MonthDay, String> EVERYWHERE =
            Map.of(
                    MonthDay.of(1, 1), "New Year",
                    MonthDay.of(5, 1), "Labour Day",
                    MonthDay.of(8, 15), "Assumption",
                    MonthDay.of(11, 1), "All Saints",
                    MonthDay.of(12, 25), "Christmas Day");
    private static final Map<String, Map<MonthDay, String>> NATIONAL =
            Map.of(
                    "DE", Map.of(MonthDay.of(10, 3), "German Unity Day"),
                    "FR", Map.of(MonthDay.of(7, 14), "Bastille Day"),
                    "ES", Map.of(MonthDay.of(3, 19), "San José"),
                    "IT", Map.of(MonthDay.of(4, 25), "Liberation Day"),
                    "AT", Map.of(MonthDay.of(10, 26), "National Day"));

    private final ShopConfig config;
    private final JsonBytes json = new JsonBytes();

    ShopCalendar(ShopConfig config) {
        this.config = config;
    }

    /**
     * A discount for everybody.
     *
     * @param category index of the category, or {@link #EVERYTHING}
     */
    record Promotion(String name, int category, int percent) {
        boolean covers(int other) {
            return category == EVERYTHING || category == other;
        }
    }

    /** The holiday of a country on a date, or null. */
    static String holiday(String country, LocalDate date) {
        MonthDay day = MonthDay.from(date);
        String name = EVERYWHERE.get(day);
        if (name == null) {
            name = NATIONAL.get(country).get(day);
        }
        if (name == null && date.equals(easter(date.getYear()).plusDays(1))) {
            name = "Easter Monday";
        }
        return name;
    }

    /** The promotion of a date, or null. */
    static Promotion promotion(LocalDate date) {
        int month = date.getMonthValue();
        int day = date.getDayOfMonth();
        LocalDate blackFriday =
                LocalDate.of(date.getYear(), 11, 1)
                        .with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY));
        if (!date.isBefore(blackFriday.minusDays(4)) && !date.isAfter(blackFriday.plusDays(3))) {
            return new Promotion("Black Week", EVERYTHING, 30);
        }
        if (month == 1 && day >= 2 && day <= 15) {
            return new Promotion("Winter Sale", EVERYTHING, 30);
        }
        if ((month == 6 && day >= 24) || (month == 7 && day <= 7)) {
            return new Promotion("Summer Sale", EVERYTHING, 25);
        }
        if (day >= 10 && day <= 14) {
            int category = month % Fashion.CATEGORIES.length;
            return new Promotion("Focus on " + Fashion.CATEGORIES[category], category, 20);
        }
        return month == 3 && day >= 20 && day <= 24
                ? new Promotion("Spring Days", EVERYTHING, 15)
                : null;
    }

    /** Gauss's rule, as Butcher put it. */
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int at = h + l - 7 * m + 114;
        return LocalDate.of(year, at / 31, at % 31 + 1);
    }

    /** What a day announces: the special days of the next months, then one day after the other. */
    List<SimulatedRecord> newDay(int day) {
        List<SimulatedRecord> records = new ArrayList<>();
        LocalDate today = config.start().plusDays(day);
        for (int ahead = day == 0 ? 0 : AHEAD_DAYS; ahead <= AHEAD_DAYS; ahead++) {
            for (String country : COUNTRIES) {
                announce(country, today.plusDays(ahead), day, records);
            }
        }
        return records;
    }

    private void announce(
            String country, LocalDate date, int today, List<SimulatedRecord> records) {
        String holiday = holiday(country, date);
        Promotion promotion = promotion(date);
        if (holiday == null && promotion == null) {
            return;
        }
        json.begin()
                .id("date", date.toString())
                .id("country", country)
                .text("holiday", holiday)
                .text("promotion", promotion == null ? null : promotion.name())
                .id("kind", holiday == null ? "promotion" : "holiday");
        records.add(
                new SimulatedRecord(
                        Topics.CALENDAR_DAYS,
                        Ids.bytes(country + "|" + date),
                        json.end(),
                        config.startMillis() + today * Clock.DAY));
    }
}
