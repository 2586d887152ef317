package io.tillstream.monitoring;

import static io.tillstream.events.Events.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.Distribution;
import io.tillstream.events.Events;
import io.tillstream.events.FeatureDay;
import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static Distribution normal(Random random, int n, double mean) {
        Distribution values = new Distribution();
        for (int i = 0; i < n; i++) {
            values.add(Math.round(1_000 + 100 * (random.nextGaussian() + mean)), 1);
        }
        return values;
    }

    private static Distribution of(long... counts) {
        Distribution values = new Distribution();
        for (int i = 0; i < counts.length; i++) {
            values.add(i, counts[i]);
        }
        return values;
    }

    /** 0.1 ln 1.5 - 0.1 ln (0.2 / 0.3), of shares 0.2, 0.3, 0.5 that become 0.3, 0.2, 0.5. */
    @Test
    void psiIsWhatTheFormulaSays() {
        Distribution before = of(20_000, 30_000, 50_000);
        Distribution now = of(30_000, 20_000, 50_000);
        assertThat(Drift.psi(before, now, 10).value()).isCloseTo(0.0810930, within(1e-5));
        assertThat(Drift.psi(before, before, 10).value()).isZero();
    }

    @Test
    void ksIsTheGreatestDifferenceOfTheDistributionFunctions() {
        assertThat(Drift.ks(of(2, 3, 5), of(30, 20, 50)).value()).isCloseTo(0.1, within(1e-12));
        assertThat(Drift.ks(of(5, 5), of(0, 0, 10)).value()).isEqualTo(1);
        assertThat(Drift.ks(of(0, 0, 10), of(5, 5)).value()).isEqualTo(1);
    }

    /** A normal distribution that moves by d has a PSI of d^2 and a KS of 2 F(d / 2) - 1. */
    @Test
    void halfAStandardDeviationIsMuchByEither() {
        Random random = new Random(7);
        Distribution before = normal(random, 200_000, 0);
        Distribution now = normal(random, 200_000, 0.5);
        assertThat(Drift.psi(before, now, 10).value()).isBetween(0.21, 0.27);
        // Bins of 6 % are 0.64 standard deviations here: the distance is that between them.
        assertThat(Drift.ks(before, now).value()).isBetween(0.15, 0.21);
    }

    @Test
    void chanceReachesItsBoundOnceInAHundredTimes() {
        Random random = new Random(8);
        int psi = 0;
        int ks = 0;
        for (int i = 0; i < 2_000; i++) {
            Distribution before = new Distribution();
            Distribution now = new Distribution();
            for (int day = 0; day < 84; day++) {
                before.add((long) (1e9 * random.nextDouble()), 1);
                if (day < 28) {
                    now.add((long) (1e9 * random.nextDouble()), 1);
                }
            }
            Drift.Distance byParts = Drift.psi(before, now, 4);
            psi += byParts.value() > byParts.byChance() ? 1 : 0;
            Drift.Distance byFunctions = Drift.ks(before, now);
            ks += byFunctions.value() > byFunctions.byChance() ? 1 : 0;
        }
        assertThat(psi).isBetween(4, 50);
        assertThat(ks).isBetween(2, 30);
    }

    @Test
    void aFeatureIsComparedWithTheDayFourWeeksBeforeOrTheLastOneThen() throws Exception {
        try (var run = MonitoringStories.features().open(1)) {
            for (int day = 0; day < 122; day++) {
                if (day != 93) {
                    run.give(new FeatureDay("recency", DAY + day, of(day + 1, 1)));
                }
            }
            List<ModelMetricRow> rows = run.out();
            assertThat(rows)
                    .extracting(ModelMetricRow::metric)
                    .containsExactly("psi.recency", "ks.recency", "psi.recency", "ks.recency");
            assertThat(rows.get(1).value()).isCloseTo(1 / 94.0 - 1 / 122.0, within(1e-12));
            assertThat(rows.get(3).value()).isCloseTo(1 / 94.0 - 1 / 123.0, within(1e-12));
            assertThat(rows.get(3).windowEnd()).isEqualTo(Events.at(122, 0));
        }
    }

    @Test
    void revenueThatFallsByAThirdIsSeenAndOneThatStaysIsNot() throws Exception {
        Guard guard = new Guard("drift/", "ks.", Guard.Kind.AT_MOST, 0.2).atOnce().endsAt(0.6);
        Random random = new Random(9);
        try (var revenue = MonitoringStories.revenue().open(1);
                var watch = MonitoringStories.watch(guard).open(1)) {
            for (int day = 0; day < 300; day++) {
                double level = day < 150 ? 1 : 0.67;
                double weekend = day % 7 < 2 ? 1.5 : 1;
                double net = 1e9 * level * weekend * Math.exp(random.nextGaussian() / 10);
                revenue.give(new ClosedSales("p", "s", DAY + day, 1, (long) (net / 3), 1));
                revenue.give(new ClosedSales("q", "s", DAY + day, 1, (long) (net * 2 / 3), 1));
                revenue.watermark(Events.closing(day));
                for (ModelMetricRow row : revenue.out()) {
                    watch.give(Measurement.of(row));
                }
            }
            List<ModelMetricRow> rows = watch.out();
            assertThat(rows.get(0).windowEnd()).as("8 weeks and 4").isEqualTo(Events.at(84, 0));
            assertThat(rows)
                    .filteredOn(row -> row.windowEnd() < Events.at(150, 0))
                    .extracting(ModelMetricRow::breached)
                    .containsOnly(false);
            assertThat(rows)
                    .filteredOn(row -> row.breached() && row.metric().equals("ks.revenue"))
                    .isNotEmpty()
                    .allSatisfy(
                            row ->
                                    assertThat(row.windowEnd())
                                            .isBetween(Events.at(155, 0), Events.at(240, 0)));
            assertThat(WatchTest.states(watch))
                    .extracting(state -> state.substring(0, state.indexOf(' ')))
                    .containsExactly("opened", "resolved");
        }
    }

    @Test
    void theDayThatIsNotOverAtTheEndOfABoundedRunIsNoRevenueThatFell() throws Exception {
        try (var revenue = MonitoringStories.revenue().open(1)) {
            for (int day = 0; day < 100; day++) {
                revenue.give(new ClosedSales("p", "s", DAY + day, 1, 1_000_000, 1));
                revenue.watermark(Events.closing(Math.min(day, 97)));
            }
            revenue.out();
            revenue.end();
            assertThat(revenue.out())
                    .extracting(ModelMetricRow::windowEnd)
                    .containsOnly(Events.at(99, 0));
        }
    }

    /** Customers who buy once a month or so each, and keep on doing so. */
    @Test
    void aShopThatIsYoungDoesNotDrift() throws Exception {
        int customers = 2_000;
        Random random = new Random(1);
        long[] bought = new long[customers];
        double[] rates = new double[customers];
        for (int i = 0; i < customers; i++) {
            rates[i] = Math.exp(0.8 * random.nextGaussian() - 3.4);
        }
        try (var run = MonitoringStories.features().open(1)) {
            for (int day = 0; day < 200; day++) {
                Distribution frequency = new Distribution();
                for (int i = 0; i < customers; i++) {
                    bought[i] += random.nextDouble() < rates[i] ? 1 : 0;
                    if (bought[i] > 0) {
                        frequency.add(bought[i], 1);
                    }
                }
                run.give(new FeatureDay("frequency", DAY + day, frequency));
            }
            List<ModelMetricRow> rows = run.out();
            assertThat(rows.get(0).windowEnd()).isEqualTo(Events.at(121, 0));
            assertThat(rows).hasSize(160);
            assertThat(rows)
                    .filteredOn(row -> row.metric().startsWith("psi."))
                    .extracting(ModelMetricRow::value)
                    .allMatch(psi -> psi < 0.25);
        }
    }
}
