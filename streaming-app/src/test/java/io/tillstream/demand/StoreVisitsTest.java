package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoreVisitsTest {
    private static final int OPENS = 8;
    private static final int CLOSES = 20;

    private final Draws draws = new Draws(3);

    /** Open from 8 to 20, closed on weekday 3, twice as busy on weekday 2. */
    private static double truth(long day, int hour, double size) {
        int weekday = (int) (day % 7);
        if (hour < OPENS || hour >= CLOSES || weekday == 3) {
            return 0;
        }
        return size * (1 + 0.5 * Math.sin(hour)) * (weekday == 2 ? 2 : 1);
    }

    private long[] day(long day, double size, double hours, double days) {
        long[] receipts = new long[24];
        double whole = days > 0 ? draws.gamma(days) : 1;
        for (int hour = 0; hour < 24; hour++) {
            double mean = truth(day, hour, size) * whole;
            receipts[hour] = mean > 0 ? draws.count(mean, hours) : 0;
        }
        return receipts;
    }

    private StoreVisits learned(int days, double size) {
        StoreVisits visits = new StoreVisits();
        for (long day = 0; day < days; day++) {
            visits.learn(day, day(day, size, 0.05, 0.02), 1);
        }
        return visits;
    }

    private static double sum(StoreVisits visits, long closedDay) {
        return visits.forecast(closedDay, Map.of()).stream().mapToDouble(v -> v.mean()).sum();
    }

    @Test
    void theNextWeekIsForecastByHour() {
        StoreVisits visits = learned(210, 10);
        List<StoreVisits.Visits> week = visits.forecast(209, Map.of());

        assertThat(week).hasSize(168);
        assertThat(week.get(0).hour()).isEqualTo(210 * 86_400_000L);
        assertThat(week.get(167).hour()).isEqualTo((217 * 24 - 1) * 3_600_000L);
        for (int i = 0; i < 168; i++) {
            double truth = truth(210 + i / 24, i % 24, 10);
            assertThat(week.get(i).mean()).isCloseTo(truth, within(0.1 + 0.4 * truth));
            assertThat(week.get(i).low()).isLessThanOrEqualTo(week.get(i).mean());
            assertThat(week.get(i).high()).isGreaterThanOrEqualTo(Math.floor(week.get(i).mean()));
        }
    }

    @Test
    void eightOfTenHoursLieWithinTheInterval() {
        StoreVisits visits = new StoreVisits();
        int open = 0;
        int below = 0;
        int above = 0;
        for (long day = 0; day < 500; day++) {
            long[] receipts = day(day, 30, 0.1, 0.05);
            if (day > 60) {
                List<StoreVisits.Visits> hours = visits.forecast(day - 1, Map.of());
                for (int hour = 0; hour < 24; hour++) {
                    if (truth(day, hour, 30) > 0) {
                        open++;
                        below += receipts[hour] < hours.get(hour).low() ? 1 : 0;
                        above += receipts[hour] > hours.get(hour).high() ? 1 : 0;
                    }
                }
            }
            visits.learn(day, receipts, 1);
        }

        assertThat((double) below / open).isBetween(0.05, 0.13);
        assertThat((double) above / open).isBetween(0.05, 0.13);
    }

    @Test
    void nothingIsForecastWhileTheWeekIsUnknown() {
        assertThat(learned(6, 10).forecast(5, Map.of())).isEmpty();
        assertThat(learned(7, 10).forecast(6, Map.of())).hasSize(168);
    }

    @Test
    void oneDayOutOfTheOrdinaryTeachesNothing() {
        StoreVisits visits = learned(70, 10);
        double before = sum(visits, 69);
        visits.learn(70, new long[24], 1);
        assertThat(sum(visits, 70)).isCloseTo(before, within(0.2 * before));
        long[] crowd = new long[24];
        crowd[12] = 5_000;
        visits.learn(74, crowd, 1);

        assertThat(sum(visits, 74)).isCloseTo(before, within(0.2 * before));
    }

    @Test
    void aNewLevelIsBelievedFromItsSecondDayOn() {
        StoreVisits visits = learned(70, 10);
        for (long day = 70; day < 84; day++) {
            visits.learn(day, day(day, 30, 0.05, 0.02), 1);
        }
        double truth = 0;
        for (int i = 0; i < 168; i++) {
            truth += truth(84 + i / 24, i % 24, 30);
        }

        assertThat(sum(visits, 83)).isCloseTo(truth, within(0.25 * truth));
    }

    /** Receipts that are forecast of the day after a closed one. */
    private static double tomorrow(
            StoreVisits visits, long closedDay, String country, String name) {
        return tomorrow(visits, closedDay, holiday(country, name));
    }

    private static double tomorrow(
            StoreVisits visits, long closedDay, SortedMap<String, String> called) {
        var calendar = Map.of(closedDay + 1, called);
        return visits.forecast(closedDay, calendar).stream()
                .limit(24)
                .mapToDouble(v -> v.mean())
                .sum();
    }

    private static SortedMap<String, String> holiday(String country, String name) {
        return new TreeMap<>(Map.of(country, name));
    }

    @Test
    void onAHolidayItIsForecastWhatThoseBeforeHaveLeft() {
        StoreVisits visits = learned(70, 10);
        double usual = tomorrow(visits, 69, "FR", "Easter");
        assertThat(usual).isCloseTo(visits.expected(70).expected(), within(1e-6));
        visits.learn(63, new long[24], holiday("FR", "Easter"));
        visits.learn(64, day(64, 10, 0.05, 0.02), holiday("DE", "Unity"));

        assertThat(tomorrow(visits, 69, "FR", "Easter")).isLessThan(0.2 * usual);
        assertThat(tomorrow(visits, 69, "FR", "Ascension"))
                .as("another one of that country")
                .isBetween(0.2 * usual, 0.5 * usual);
        assertThat(tomorrow(visits, 69, "DE", "Easter")).isBetween(0.8 * usual, 1.2 * usual);
    }

    private static SortedMap<String, String> shared(String name) {
        return new TreeMap<>(Map.of("DE", name, "FR", name));
    }

    @Test
    void whatOneCountryClosesIsNotTakenForTheHolidaysOfAnother() {
        StoreVisits visits = learned(70, 10);
        double usual = visits.expected(70).expected();
        visits.learn(70, new long[24], shared("Easter"));
        visits.learn(71, new long[24], holiday("DE", "Unity"));
        visits.learn(74, new long[24], shared("Christmas"));
        visits.learn(77, new long[24], shared("New Year"));

        assertThat(tomorrow(visits, 69, "FR", "Bastille Day"))
                .as("of France alone nothing is known")
                .isCloseTo(usual, within(1e-6));
        visits.learn(70, day(70, 10, 0, 0), holiday("FR", "Bastille Day"));
        assertThat(tomorrow(visits, 69, "FR", "Bastille Day"))
                .isBetween(0.85 * usual, 1.15 * usual);
        assertThat(tomorrow(visits, 69, "FR", "Armistice")).isBetween(0.85 * usual, 1.15 * usual);
        assertThat(tomorrow(visits, 69, shared("Easter"))).isLessThan(0.2 * usual);
        assertThat(tomorrow(visits, 69, shared("Whit Monday")))
                .as("Germany's closed it")
                .isLessThan(0.3 * usual);
    }

    @Test
    void aHolidayThatIsOpenButQuieterIsLearntOnce() {
        StoreVisits visits = learned(70, 100);
        long[] quiet = LongStream.of(day(70, 100, 0, 0)).map(count -> count * 6 / 10).toArray();
        for (int times = 0; times < 6; times++) {
            visits.learn(70, quiet, holiday("DE", "Quiet"));
        }
        double ordinary = visits.expected(70).expected();
        assertThat(ordinary).as("ordinary days").isGreaterThan(0.8 * sumOf(day(70, 100, 0, 0)));
        assertThat(tomorrow(visits, 69, "DE", "Quiet"))
                .isCloseTo(sumOf(quiet), within(0.15 * sumOf(quiet)));
    }

    private static double sumOf(long[] receipts) {
        return LongStream.of(receipts).sum();
    }

    @Test
    void aStoreThatShouldHaveSoldIsSilent() {
        StoreVisits visits = learned(70, 10);
        StoreVisits.Silence silence = visits.silence(70, new long[24], 24).orElseThrow();

        assertThat(silence.expected()).isCloseTo(115, within(35.0));
        assertThat(silence.low()).isPositive().isLessThan(silence.high());
    }

    @Test
    void itIsKnownToBeSilentWithinTheDay() {
        StoreVisits visits = learned(70, 10);
        long[] receipts = new long[24];
        receipts[8] = 7;

        assertThat(visits.silence(70, receipts, 10)).isEmpty();
        assertThat(visits.silence(70, receipts, 13)).isPresent();
        receipts[15] = 1;
        // The gap was there however the day went on.
        assertThat(visits.silence(70, receipts, 24)).isPresent();
    }

    @Test
    void aClosedDayIsNotSilent() {
        assertThat(learned(70, 100).silence(73, new long[24], 24)).isEmpty();
    }

    @Test
    void aStoreIsNotSilentOnADayThatWasSeenButOnce() {
        StoreVisits visits = learned(12, 100);

        assertThat(visits.silence(12, new long[24], 24)).isEmpty();
        assertThat(visits.silence(14, new long[24], 24)).isPresent();
    }

    @Test
    void chanceIsHardlyEverTakenForSilence() {
        int told = 0;
        int days = 0;
        for (int store = 0; store < 30; store++) {
            StoreVisits visits = new StoreVisits();
            double size = 0.1 * Math.pow(1.3, store);
            for (long day = 0; day < 365; day++) {
                long[] receipts = day(day, size, 0.3, 0.1);
                told += visits.silence(day, receipts, 24).isPresent() ? 1 : 0;
                days++;
                visits.learn(day, receipts, 1);
            }
        }

        assertThat((double) told / days).isLessThan(1e-3);
    }
}
