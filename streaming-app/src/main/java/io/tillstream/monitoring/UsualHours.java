package io.tillstream.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records a source brings in each hour of the week, and which hours of a day are far from
 * it: beyond a factor and 4 standard deviations. Counts vary more than those of a Poisson process;
 * by how much is known from how they lay about their means (quasi-Poisson: the variance is the mean
 * times a dispersion, McCullagh and Nelder 1989); and the mean of a few weeks is itself not known
 * better than by the root of their number.
 *
 * <p>An hour of a few records cannot fall that far below what is usual. So it is also looked at six
 * hours in a row and at the day, each with a dispersion of its own, for too few records only: of
 * rare records too many come by chance more often than a normal distribution says.
 */
final class UsualHours {
    private static final int WEEK = 7;
    private static final int HOURS = 24;
    private static final int SOME_HOURS = 6;
    private static final int NEEDED_WEEKS = 3;
    private static final double MOST_DEVIATIONS = 4;
    private static final double FAR = 2;

    /** Weekdays of epoch days, by hour. */
    private final double[][] means = new double[WEEK][HOURS];

    private final int[] weeks = new int[WEEK];
    private final Map<Long, long[]> days;

    /** By the number of hours that are counted together. */
    private final Map<Integer, Double> dispersions = new HashMap<>();

    /**
     * @param days records by hour of days that were like any other, by epoch day
     */
    UsualHours(Map<Long, long[]> days) {
        this.days = days;
        days.forEach(
                (day, hours) -> {
                    weeks[weekday(day)]++;
                    for (int hour = 0; hour < HOURS; hour++) {
                        means[weekday(day)][hour] += hours[hour];
                    }
                });
        for (int weekday = 0; weekday < WEEK; weekday++) {
            for (int hour = 0; weeks[weekday] > 0 && hour < HOURS; hour++) {
                means[weekday][hour] /= weeks[weekday];
            }
        }
        for (int length : new int[] {1, SOME_HOURS, HOURS}) {
            dispersions.put(length, dispersion(length));
        }
    }

    private static int weekday(long day) {
        return (int) Math.floorMod(day, (long) WEEK);
    }

    /**
     * Hours of a day that are far from what is usual.
     *
     * @param odd by hour
     * @param reasons what is odd about them
     */
    record Odd(boolean[] odd, List<String> reasons) {
        private void add(int from, int to, String reason) {
            Arrays.fill(odd, from, to, true);
            reasons.add(reason);
        }

        private boolean hasAnyOf(int from, int to) {
            boolean any = false;
            for (int hour = from; hour < to; hour++) {
                any |= odd[hour];
            }
            return any;
        }

        int hours() {
            int hours = 0;
            for (boolean hour : odd) {
                hours += hour ? 1 : 0;
            }
            return hours;
        }
    }

    /** Whether it is known what such a day of the week brings. */
    boolean knows(long day) {
        return weeks[weekday(day)] >= NEEDED_WEEKS;
    }

    /** Records of a whole day. */
    double expected(long day) {
        return expected(day, 0, HOURS);
    }

    private double expected(long day, int from, int to) {
        double sum = 0;
        for (int hour = from; hour < to; hour++) {
            sum += means[weekday(day)][hour];
        }
        return sum;
    }

    /** Records of some hours. */
    private static long count(long[] hours, int from, int to) {
        return Arrays.stream(hours, from, to).sum();
    }

    /**
     * Judges a day of which it is known what is usual.
     *
     * @param mostFactor of the usual, beyond which there are too many records
     * @param canBeTooFew whether too few are out of the ordinary
     */
    Odd judge(long day, long[] hours, double mostFactor, boolean canBeTooFew) {
        Odd found = new Odd(new boolean[HOURS], new ArrayList<>());
        if (canBeTooFew && isTooFew(day, hours, 0, HOURS)) {
            found.add(0, HOURS, "all day: " + told(day, hours, 0, HOURS));
            if (count(hours, 0, HOURS) == 0) {
                return found;
            }
        }
        for (int hour = 0; hour < HOURS; hour++) {
            double mean = means[weekday(day)][hour];
            boolean isTooMany =
                    hours[hour] > mostFactor * mean && hours[hour] - mean > far(day, mean, 1);
            if (isTooMany || (canBeTooFew && isTooFew(day, hours, hour, hour + 1))) {
                found.add(hour, hour + 1, hour + " h: " + told(day, hours, hour, hour + 1));
            }
        }
        for (int from = 0; canBeTooFew && from + SOME_HOURS <= HOURS; from++) {
            int to = from + SOME_HOURS;
            if (!found.hasAnyOf(from, to) && isTooFew(day, hours, from, to)) {
                found.add(from, to, from + " to " + to + " h: " + told(day, hours, from, to));
            }
        }
        return found;
    }

    private boolean isTooFew(long day, long[] hours, int from, int to) {
        double mean = expected(day, from, to);
        long count = count(hours, from, to);
        return count < mean / FAR && mean - count > far(day, mean, to - from);
    }

    /**
     * A difference that chance makes hardly ever.
     *
     * @param mean of as many hours as {@code length}
     */
    private double far(long day, double mean, int length) {
        double variance =
                dispersions.get(length) * Math.max(mean, 1) * (1 + 1.0 / weeks[weekday(day)]);
        return MOST_DEVIATIONS * Math.sqrt(variance);
    }

    private String told(long day, long[] hours, int from, int to) {
        return count(hours, from, to) + " of " + Math.round(expected(day, from, to));
    }

    /** At least 1; what counts no more than the bound: a failure would hide the next. */
    private double dispersion(int length) {
        double sum = 0;
        double degrees = 0;
        for (Map.Entry<Long, long[]> entry : days.entrySet()) {
            long day = entry.getKey();
            for (int from = 0; weeks[weekday(day)] > 1 && from < HOURS; from += length) {
                double mean = expected(day, from, from + length);
                if (mean > 0) {
                    double error = count(entry.getValue(), from, from + length) - mean;
                    sum += Math.min(error * error / mean, MOST_DEVIATIONS * MOST_DEVIATIONS);
                    degrees += 1 - 1.0 / weeks[weekday(day)];
                }
            }
        }
        return degrees == 0 ? 1 : Math.max(1, sum / degrees);
    }
}
