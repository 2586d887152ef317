package io.tillstream.demand;

import static io.tillstream.demand.CategoryRun.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;

class DemandSeriesTest {
    private final AggregateSeries series = new AggregateSeries();
    private long today = MONDAY;

    private void sell(int days, LongToIntFunction units) {
        for (int i = 0; i < days; i++) {
            series.learn(DayFacts.of(today, units.applyAsInt(today)));
            today++;
        }
    }

    private Outlook forecast() {
        return forecast(CategoryClose.HORIZON);
    }

    private Outlook forecast(int days) {
        double[] ordinary = new double[days];
        Arrays.fill(ordinary, 1);
        return series.forecast(today - 1, ordinary);
    }

    private double fourWeeks() {
        return forecast().sum(28);
    }

    private static LongToIntFunction poisson(double mean, long seed) {
        Random random = new Random(seed);
        return day -> draw(random, mean);
    }

    private static int draw(Random random, double mean) {
        int count = 0;
        for (double left = Math.exp(-mean), p = random.nextDouble(); p > left; count++) {
            p *= random.nextDouble();
        }
        return count;
    }

    @Test
    void theWeekdaysAreLearnt() {
        sell(140, day -> WeekProfile.weekdayOf(day) == 5 ? 30 : 10);
        double[] means = forecast().means();
        assertThat(means[5]).isCloseTo(30, within(2.0));
        assertThat(means[12]).isCloseTo(30, within(2.0));
        assertThat(means[4]).isCloseTo(10, within(1.0));
        assertThat(means[6]).isCloseTo(10, within(1.0));
    }

    @Test
    void aShutDayDoesNotLowerTheForecast() {
        sell(91, poisson(10, 1));
        double before = fourWeeks();
        series.learn(DayFacts.closed(today++));
        assertThat(fourWeeks()).isGreaterThan(0.99 * before);
    }

    @Test
    void noSalesWithoutStockDoNotLowerTheForecastButNoSalesWithStockDo() {
        sell(91, poisson(10, 2));
        AggregateSeries stocked = new AggregateSeries();
        stocked.series = series.series.copy();
        stocked.pool = series.pool;
        double before = fourWeeks();
        for (int i = 0; i < 7; i++) {
            DaySummary summary = new DaySummary(today);
            stocked.series.learn(DayFacts.of(today, 0), stocked.pool, summary);
            series.series.learn(DayFacts.of(today, 0).outOfStock(), series.pool, summary);
            today++;
        }
        assertThat(fourWeeks()).isCloseTo(before, within(0.01 * before));
        series.series = stocked.series;
        assertThat(fourWeeks()).isLessThan(0.9 * before);
    }

    @Test
    void whatWasSoldBeforeTheShelfWasEmptyRaisesTheForecastIfItWasMore() {
        sell(91, day -> 10);
        double before = fourWeeks();
        series.learn(DayFacts.of(today++, 20).outOfStock());
        assertThat(fourWeeks()).isGreaterThan(before);
    }

    @Test
    void aHundredfoldOutlierMovesTheForecastOfAYearByLessThanAThird() {
        sell(365, poisson(10, 3));
        double before = fourWeeks();
        sell(1, day -> 1_000);
        double after = fourWeeks();
        assertThat(after).isBetween(before, 1.3 * before);
    }

    @Test
    void meansAreNeverNegativeAndQuantilesAreInOrderWhateverComes() {
        Random random = new Random(4);
        for (int i = 0; i < 400; i++) {
            int value = i % 50 == 49 ? -500 : i > 200 && i < 320 ? 0 : random.nextInt(20);
            sell(1, day -> value);
            Outlook outlook = forecast();
            assertThat(Arrays.stream(outlook.means())).allMatch(m -> m >= 0 && m < 1e4);
            for (int ahead : new int[] {1, 7, 11, 91}) {
                double low = outlook.quantile(ahead, Outlook.LOW);
                double middle = outlook.quantile(ahead, Outlook.MIDDLE);
                assertThat(low).isNotNegative().isLessThanOrEqualTo(middle);
                assertThat(middle).isLessThanOrEqualTo(outlook.quantile(ahead, Outlook.HIGH));
            }
        }
    }

    @Test
    void theIntervalsOfASeriesThatSeldomSellsCoverWhatComes() {
        double coverage = coverage(random -> () -> draw(random, 0.2));
        assertThat(coverage).isBetween(0.75, 0.97);
    }

    @Test
    void theIntervalsOfABusySeriesCoverFourOfFiveDays() {
        double coverage =
                coverage(
                        random ->
                                () -> {
                                    // Gamma of shape 4 as a sum of exponentials: negative binomial.
                                    double gamma = 0;
                                    for (int k = 0; k < 4; k++) {
                                        gamma -= Math.log(1 - random.nextDouble());
                                    }
                                    return draw(random, 10 * gamma / 4);
                                });
        assertThat(coverage).isBetween(0.75, 0.87);
    }

    /** Share of days that fell into the interval said seven days before, after a year's warm-up. */
    private static double coverage(Function<Random, IntSupplier> simulation) {
        int covered = 0;
        int judged = 0;
        for (int seed = 0; seed < 10; seed++) {
            DemandSeriesTest run = new DemandSeriesTest();
            IntSupplier units = simulation.apply(new Random(seed));
            Outlook[] said = new Outlook[800];
            for (int i = 0; i < 800; i++) {
                int value = units.getAsInt();
                if (i >= 300) {
                    Outlook outlook = said[i - 7];
                    judged++;
                    covered +=
                            value >= outlook.quantile(7, Outlook.LOW)
                                            && value <= outlook.quantile(7, Outlook.HIGH)
                                    ? 1
                                    : 0;
                }
                run.sell(1, day -> value);
                said[i] = run.forecast(7);
            }
        }
        return (double) covered / judged;
    }
}
