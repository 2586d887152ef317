package io.tillstream.demand;

import java.time.DayOfWeek;

/**
 * How sales spread over the days of the week: a discounted sum and a discounted number of days for
 * each weekday, 56 bytes. A product's own profile leans on that of its pool, by the days on which
 * it has sold: a product with few sales has the pool's week.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class WeekProfile {
    /** Days of a week. */
    static final int DAYS = 7;

    /** So many weeks of the week before count as much as the weekday's own sales. */
    private static final double OPENING_WEEKS = 0.5;

    /** Discounted sales by weekday, Monday first; any unit, zero or more. */
    public float[] sales = new float[DAYS];

    /** Discounted number of such weekdays. */
    public float[] days = new float[DAYS];

    /** For Flink. */
    public WeekProfile() {}

    /**
     * The weekday of an epoch day.
     *
     * @return 0 (Monday) to 6
     */
    static int weekdayOf(long day) {
        return Math.floorMod(day + DayOfWeek.THURSDAY.ordinal(), DAYS);
    }

    /**
     * Learns a day's sales, without the day's holiday or promotion; a closed day counts as zero, so
     * that a weekday on which the shop is mostly closed has its share of openings.
     *
     * @param value zero or more
     * @param keep what is kept of the same weekday's past, 0 to 1
     */
    void learn(int weekday, double value, float keep) {
        sales[weekday] = (float) (sales[weekday] * keep + value);
        days[weekday] = days[weekday] * keep + 1;
    }

    /** Mean sales of a weekday, leaning with half a day's weight on what was expected. */
    double mean(int weekday, double expected) {
        return (sales[weekday] + OPENING_WEEKS * expected) / (days[weekday] + OPENING_WEEKS);
    }

    /**
     * The weekdays' factors.
     *
     * @return seven numbers of zero or more with a mean of 1; a weekday never seen has the mean of
     *     the others, and all have 1 where nothing was ever sold
     */
    double[] factors() {
        double[] factors = new double[DAYS];
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < DAYS; i++) {
            if (days[i] > 0) {
                factors[i] = sales[i] / days[i];
                sum += factors[i];
                seen++;
            }
        }
        for (int i = 0; i < DAYS; i++) {
            factors[i] = days[i] > 0 && sum > 0 ? factors[i] * seen / sum : 1;
        }
        double mean = 0;
        for (double factor : factors) {
            mean += factor / DAYS;
        }
        for (int i = 0; i < DAYS; i++) {
            factors[i] /= mean;
        }
        return factors;
    }

    /**
     * The factors leant on another profile's.
     *
     * @param share of the own ones, 0 to 1
     */
    double[] factors(double[] pooled, double share) {
        double[] factors = factors();
        for (int i = 0; i < DAYS; i++) {
            factors[i] = share * factors[i] + (1 - share) * pooled[i];
        }
        return factors;
    }
}
