package io.tillstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsualHoursTest {
    private static final int KEPT = 56;

    /** As {@code monitoring.odd-hours} has it. */
    private static final double ALERT = 0.1;

    /** Knuth's, which is exact. */
    private static long poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        long count = -1;
        for (double product = 1; product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Open from 8 to 20, on Sundays half as busy. */
    private static long[] day(Random random, long day, double anHour) {
        long[] hours = new long[24];
        for (int hour = 8; hour < 20; hour++) {
            hours[hour] = poisson(random, day % 7 == 0 ? anHour / 2 : anHour);
        }
        return hours;
    }

    private static Map<Long, long[]> days(Random random, int from, int weeks, double anHour) {
        Map<Long, long[]> days = new HashMap<>();
        for (long day = from; day < from + 7 * weeks; day++) {
            days.put(day, day(random, day, anHour));
        }
        return days;
    }

    private static boolean alerts(UsualHours.Odd odd) {
        return odd.hours() > ALERT * 24;
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 8", "0.5, 8", "1, 8", "2, 8", "5, 8", "10, 8", "17, 8", "50, 8", "2, 3", "20, 3"
    })
    void poissonCountsRaiseAlmostNoFalseAlarm(double anHour, int weeks) {
        Random random = new Random(Math.round(1_000 * anHour + weeks));
        int judged = 0;
        int alarms = 0;
        for (int shop = 0; shop < 500; shop++) {
            UsualHours usual = new UsualHours(days(random, 0, weeks, anHour));
            for (long day = KEPT; day < KEPT + 7; day++) {
                judged++;
                alarms += alerts(usual.judge(day, day(random, day, anHour), 2, true)) ? 1 : 0;
            }
        }
        assertThat((double) alarms / judged).as("days with a false alarm").isLessThan(0.001);
    }

    @ParameterizedTest
    @CsvSource({"3", "5", "10", "16", "50"})
    void aDayOfNothingIsAlwaysTold(double anHour) {
        Random random = new Random(3);
        for (int shop = 0; shop < 200; shop++) {
            UsualHours usual = new UsualHours(days(random, 0, 8, anHour));
            UsualHours.Odd odd = usual.judge(KEPT + 1, new long[24], 2, true);
            assertThat(odd.hours()).isEqualTo(24);
            assertThat(odd.reasons()).hasSize(1);
            assertThat(odd.reasons().get(0)).startsWith("all day: 0 of ");
        }
    }

    @Test
    void fourHoursOfSilenceOfAFewRecordsEachAreTold() {
        UsualHours usual = new UsualHours(days(new Random(4), 0, 8, 12));
        long[] hours = day(new Random(5), KEPT + 1, 12);
        Arrays.fill(hours, 11, 15, 0);
        UsualHours.Odd odd = usual.judge(KEPT + 1, hours, 2, true);
        assertThat(alerts(odd)).isTrue();
        assertThat(odd.reasons())
                .anyMatch(reason -> reason.matches("\\d+ to \\d+ h: \\d+ of \\d+"));
    }

    @Test
    void aBatchOnceADayThatDoesNotComeIsTold() {
        Map<Long, long[]> days = new HashMap<>();
        for (long day = 0; day < KEPT; day++) {
            long[] hours = new long[24];
            hours[5] = 900 + day;
            days.put(day, hours);
        }
        UsualHours usual = new UsualHours(days);
        assertThat(alerts(usual.judge(KEPT, days.get(0L), 2, true))).isFalse();
        UsualHours.Odd odd = usual.judge(KEPT, new long[24], 2, true);
        assertThat(alerts(odd)).isTrue();
        assertThat(odd.reasons()).containsExactly("all day: 0 of 925");
    }

    @Test
    void tooFewAreNotToldWhereTheyMayBe() {
        UsualHours usual = new UsualHours(days(new Random(6), 0, 8, 40));
        assertThat(usual.judge(KEPT + 1, new long[24], 2, false).hours()).isZero();
    }
}
