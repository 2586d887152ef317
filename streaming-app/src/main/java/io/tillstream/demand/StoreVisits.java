package io.tillstream.demand;

import io.tillstream.events.EventTime;
import io.tillstream.events.HolidayHabit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.LongStream;

/**
 * How many receipts a store has in each hour of the week (UTC), and how far hours and days are from
 * that. An hour of the week leans on the same hour of other days while it is little known; a recent
 * level follows a season faster than the hours do. A day that is an outlier by itself teaches
 * nothing, so that neither a dead till nor a street party lives on in the forecasts; a second one
 * in the same direction, the next day or a week later, is believed.
 *
 * <p>All holidays of a day are one: whose it was that the store kept, nobody says.
 *
 * <p>A Flink POJO of about 4 KB, and some 100 bytes for each holiday it has seen and country that
 * had it, of a few hundred holidays at most: fields are added, never changed.
 */
public class StoreVisits {
    /** Days that a forecast reaches. */
    static final int DAYS = 7;

    private static final int HOURS = DAYS * 24;

    /** Learned days before anything is forecast: each day of the week once. */
    static final int FORECAST_AFTER = 7;

    /** Nothing for so long that chance would do it less often than this. */
    static final double SILENCE = 1e-4;

    private static final String OPEN = "open:";
    private static final String CLOSED = "closed:";
    private static final int DAY_HOURS = 24;
    private static final double Z90 = 1.2816;

    /** A week's half-life is about four weeks, a day's of the level five days. */
    private static final double KEEP_WEEK = 0.85;

    private static final double KEEP_HOUR = 0.97;
    private static final double KEEP_LEVEL = 0.87;
    private static final double KEEP_SPREAD = 0.98;

    /** Weeks that the other days' hours stand for, far less once the hour itself is known. */
    private static final double LEAN = 0.5;

    /** An hour of the week that was seen less often raises no alarm. */
    private static final double ALARM_WEIGHT = 1.8;

    /** Before anything is known: a standard deviation of a third beyond chance. */
    private static final double FIRST_DISPERSION = 0.1;

    /** Days, or hours with sales, that the first dispersion stands for. */
    private static final double FIRST_WEIGHT = 5;

    /** Receipts of a day of which it can be told whether the store was open. */
    private static final double LEAST_RECEIPTS = 10;

    private static final double OUTLIER = 4;
    private static final double LEAST_LEVEL = 0.3;
    private static final double GREATEST_LEVEL = 3;

    /** The first day that is not closed. */
    public long openDay = Long.MAX_VALUE;

    /** False until the store's first day is closed. */
    public boolean closedOne;

    /** The last closed day with a receipt. */
    public long lastDay;

    /** Start of the first hour that was not yet checked for silence, epoch milliseconds. */
    public long nextHour = Long.MAX_VALUE;

    /** The last day that was said to be silent. */
    public long silentDay = Long.MIN_VALUE;

    /** Days learned. */
    public long days;

    /** Discounted receipts by hour of the week, from the weekday of epoch day 0. */
    public double[] sums = new double[HOURS];

    /** Discounted weeks by hour of the week. */
    public double[] weights = new double[HOURS];

    /** Discounted receipts by hour of the day. */
    public double[] hourSums = new double[DAY_HOURS];

    /** Discounted days. */
    public double hourWeight;

    /** Of recent days: receipts, and what the hours of the week said. */
    public double[] level = new double[2];

    /** Sums of squares beyond chance, of squared means, and days or hours: of days, of hours. */
    public double[] spread = new double[6];

    /** By weekday, +1 or -1 where the last such day was an outlier. */
    public double[] outliers = new double[7];

    /** Holidays on which the store was open. */
    public HolidayHabit holidays = new HolidayHabit();

    /**
     * What is left of a day's receipts on holidays, by {@code open:} or {@code closed:} and all
     * that had one.
     */
    public CalendarEffects holidayEffects = new CalendarEffects();

    /** For Flink. */
    public StoreVisits() {}

    /** Receipts to be expected in an hour. */
    record Visits(long hour, double mean, double low, double high) {}

    /**
     * Hours without a receipt.
     *
     * @param expected what should have come
     */
    record Silence(double expected, double low, double high) {}

    private static int weekday(long day) {
        return (int) Math.floorMod(day, 7L);
    }

    private static int cell(long day, int hour) {
        return weekday(day) * DAY_HOURS + hour;
    }

    private double level() {
        double oneDay = days == 0 ? 0 : level[1] * (1 - KEEP_LEVEL);
        double base = level[1] + oneDay;
        double raw = base <= 0 ? 1 : (level[0] + oneDay) / base;
        return Math.max(LEAST_LEVEL, Math.min(GREATEST_LEVEL, raw));
    }

    /** The hour of the week by itself, leaning on the same hour of all days. */
    private double base(long day, int hour) {
        if (hourWeight <= 0) {
            return 0;
        }
        int cell = cell(day, hour);
        double all = hourSums[hour] / hourWeight;
        double lean = LEAN / (1 + weights[cell] * weights[cell]);
        return (sums[cell] + lean * all) / (weights[cell] + lean);
    }

    double mean(long day, int hour) {
        return base(day, hour) * level();
    }

    /** What the hour of the week itself has shown, nothing while it was seen but once. */
    private double sureMean(long day, int hour) {
        int cell = cell(day, hour);
        if (weights[cell] < ALARM_WEIGHT) {
            return 0;
        }
        return Math.min(mean(day, hour), sums[cell] / weights[cell] * level());
    }

    private double dispersionOfDays() {
        return dispersion(0);
    }

    private double dispersionOfHours() {
        return dispersion(3);
    }

    /** The moments' estimate, held to what is assumed at first by a few days' weight. */
    private double dispersion(int from) {
        double n = spread[from + 2];
        double typical = n > 0 ? spread[from + 1] / n : 1;
        return Math.max(
                0,
                (spread[from] + FIRST_WEIGHT * FIRST_DISPERSION * typical)
                        / (spread[from + 1] + FIRST_WEIGHT * typical));
    }

    /**
     * Learns a whole day; of a holiday on which it was closed nothing but that.
     *
     * @param called what a holiday is called, by country
     */
    void learn(long day, long[] receipts, SortedMap<String, String> called) {
        if (called.isEmpty()) {
            learn(day, receipts, 1);
            return;
        }
        double usual = expected(day).expected();
        long actual = LongStream.of(receipts).sum();
        boolean isOpen = actual >= usual / 2;
        List<String> effect = effect(called, isOpen);
        if (usual >= LEAST_RECEIPTS) {
            holidays.learn(called, isOpen);
            holidayEffects.learn(effect, (double) actual, usual);
        }
        if (isOpen) {
            learn(day, receipts, holidayEffects.factor(effect));
        }
    }

    /** Of a holiday that was never seen, what the others on which it was open, or closed, show. */
    private static List<String> effect(SortedMap<String, String> called, boolean isOpen) {
        return List.of((isOpen ? OPEN : CLOSED) + HolidayHabit.called(called));
    }

    /** What is to be expected of a day's receipts; one that is not known to close is open. */
    private double left(SortedMap<String, String> called) {
        return called.isEmpty()
                ? 1
                : holidayEffects.factor(effect(called, !holidays.stops(called)));
    }

    /**
     * Learns a whole day.
     *
     * @param left what a holiday leaves of its receipts, 1 on any other day: the rest would have
     *     come on an ordinary one
     */
    void learn(long day, long[] counted, double left) {
        double[] receipts = LongStream.of(counted).mapToDouble(count -> count / left).toArray();
        double actual = 0;
        double expected = 0;
        double base = 0;
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            actual += receipts[hour];
            expected += mean(day, hour);
            base += base(day, hour);
        }
        boolean known = weights[cell(day, 0)] > 0;
        double sign = known ? outlierOf(actual, expected) : 0;
        boolean first =
                sign != 0 && outliers[weekday(day)] != sign && outliers[weekday(day - 1)] != sign;
        outliers[weekday(day)] = sign;
        if (first) {
            return;
        }
        if (known) {
            learnSpread(day, receipts, actual, expected);
            level[0] = KEEP_LEVEL * level[0] + actual;
            level[1] = KEEP_LEVEL * level[1] + base;
        }
        hourWeight = KEEP_HOUR * hourWeight + 1;
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            int cell = cell(day, hour);
            sums[cell] = KEEP_WEEK * sums[cell] + receipts[hour];
            weights[cell] = KEEP_WEEK * weights[cell] + 1;
            hourSums[hour] = KEEP_HOUR * hourSums[hour] + receipts[hour];
        }
        days++;
    }

    private double outlierOf(double actual, double expected) {
        double deviation = Math.sqrt(expected + dispersionOfDays() * expected * expected) * OUTLIER;
        return Math.abs(actual - expected) > deviation + 1 ? Math.signum(actual - expected) : 0;
    }

    private void learnSpread(long day, double[] receipts, double actual, double expected) {
        for (int i = 0; i < spread.length; i++) {
            spread[i] *= KEEP_SPREAD;
        }
        addSpread(0, actual, expected);
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            double mean = mean(day, hour);
            if (mean > 0) {
                addSpread(3, receipts[hour], mean);
            }
        }
    }

    private void addSpread(int from, double actual, double mean) {
        double error = actual - mean;
        spread[from] += error * error - mean;
        spread[from + 1] += mean * mean;
        spread[from + 2]++;
    }

    /**
     * The hours after a closed day.
     *
     * @param calendar what holidays are called, by epoch day and country
     */
    List<Visits> forecast(long closedDay, Map<Long, SortedMap<String, String>> calendar) {
        List<Visits> visits = new ArrayList<>(HOURS);
        if (days < FORECAST_AFTER) {
            return visits;
        }
        double dispersion = dispersionOfHours();
        for (int i = 0; i < HOURS; i++) {
            long day = closedDay + 1 + i / DAY_HOURS;
            int hour = i % DAY_HOURS;
            SortedMap<String, String> called = calendar.get(day);
            double left = called == null ? 1 : left(called);
            double mean = left * mean(day, hour);
            visits.add(
                    new Visits(
                            EventTime.startOf(day) + hour * EventTime.HOUR,
                            mean,
                            Counts.quantile(mean, dispersion, 0.1, -Z90),
                            Counts.quantile(mean, dispersion, 0.9, Z90)));
        }
        return visits;
    }

    /**
     * The longest time without a receipt within a day, if chance would hardly do it.
     *
     * @param receipts by hour
     * @param until hour before which it is looked at, 24 for the whole day
     */
    Optional<Silence> silence(long day, long[] receipts, int until) {
        Optional<Silence> found = Optional.empty();
        double improbable = SILENCE;
        double total = 0;
        double apart = 1;
        for (int hour = 0; hour < until; hour++) {
            double mean = sureMean(day, hour);
            if (receipts[hour] > 0) {
                total = 0;
                apart = 1;
                continue;
            }
            total += mean;
            apart *= Counts.none(mean, dispersionOfHours());
            // Hours of a day are quiet together, or each by itself: the more probable counts.
            double none = Math.max(apart, Counts.none(total, dispersionOfDays()));
            if (none < improbable) {
                improbable = none;
                found = Optional.of(of(total));
            }
        }
        return found;
    }

    /** What a whole day should bring. */
    Silence expected(long day) {
        double expected = 0;
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            expected += mean(day, hour);
        }
        return of(expected);
    }

    private Silence of(double expected) {
        double dispersion = Math.max(dispersionOfDays(), dispersionOfHours());
        return new Silence(
                expected,
                Counts.quantile(expected, dispersion, 0.1, -Z90),
                Counts.quantile(expected, dispersion, 0.9, Z90));
    }
}
