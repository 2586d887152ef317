package io.tillstream.demand;

import static io.tillstream.demand.CategoryRun.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.schemas.rows.ModelMetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of a tiny example beside those worked out by hand. */
class ForecastMetricsTest {
    private static final double[] FACTORS = {0.5, 1, 1.5, 0.5, 1, 2, 0.5, 1, 1.5};

    private final IssuedForecasts issued = new IssuedForecasts();
    private final AccuracySums sums = new AccuracySums();
    private final List<String> heard = new ArrayList<>();

    private void close(long day, double actual) {
        issued.close(
                MONDAY + day,
                actual,
                (horizon, mean, quantiles, naive) -> {
                    heard.add("%d: %.0f naive %.0f".formatted(horizon, mean, naive));
                    Judgement judgement = new Judgement(actual, mean, quantiles, naive);
                    sums.add(Level.PRODUCT, ForecastUnit.UNITS, horizon, judgement, issued);
                });
    }

    private void say(long day, double mean) {
        double[] means = new double[28];
        Arrays.fill(means, mean);
        issued.remember(MONDAY + day, new Outlook(means, FACTORS));
    }

    private double metric(String name) {
        return ForecastMetrics.of(sums, MONDAY).stream()
                .filter(r -> r.metric().equals(name))
                .mapToDouble(ModelMetricRow::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMetricsOfTwoDaysAreThoseWorkedOutByHand() {
        for (int day = 0; day < 7; day++) {
            close(day, day + 1);
        }
        // The first scales: |4 - 1| = 3 to the week before, (4 - 7)^2 = 9 to the day before.
        close(7, 4);
        say(7, 8);
        // Said 8 (4 to 12), came 6, a week before 2: |error| 2, scaled 2 / 3 and 4 / 9.
        close(8, 6);
        say(8, 2);
        // Said 2 (1 to 3), came 4, a week before 3: |error| 2. The scales are now discounted
        // sums over 1.98 days: 3 x 0.98 + |6 - 2| = 6.94 and 9 x 0.98 + (6 - 4)^2 = 12.82.
        close(9, 4);

        assertThat(heard).containsExactly("0: 8 naive 2", "0: 2 naive 3");
        assertThat(metric("wape.product.units.h1")).isEqualTo(4.0 / 10);
        assertThat(metric("mape.product.units.h1"))
                .isCloseTo((2 / 6.0 + 2 / 4.0) / 2, within(1e-4));
        assertThat(metric("wape-naive.product.units.h1")).isEqualTo((4.0 + 1) / 10);
        assertThat(metric("bias.product.units.h1")).isEqualTo((8.0 + 2 - 10) / 10);
        assertThat(metric("coverage.product.units.h1")).isEqualTo(0.5);
        double mase = (2 / 3.0 + 2 / (6.94 / 1.98)) / 2;
        assertThat(metric("mase.product.units.h1")).isCloseTo(mase, within(1e-4));
        double rmsse = Math.sqrt((4 / 9.0 + 4 / (12.82 / 1.98)) / 2);
        assertThat(metric("rmsse.product.units.h1")).isCloseTo(rmsse, within(1e-4));
        // 0.1 x (6 - 4) + 0.5 x (8 - 6) + 0.1 x (12 - 6) = 1.8 and
        // 0.1 x (4 - 1) + 0.5 x (4 - 2) + 0.9 x (4 - 3) = 2.2, each over three quantiles.
        assertThat(metric("pinball.product.units.h1"))
                .isCloseTo((1.8 + 2.2) / 3 / 10, within(1e-4));
    }

    @Test
    void theSeasonalNaiveForecastIsTheSameWeekdayOfTheLastWeekKnownWhenItWasIssued() {
        for (int day = 0; day < 35; day++) {
            close(day, 100 + day);
        }
        say(34, 5);
        for (int day = 35; day < 63; day++) {
            close(day, 100 + day);
        }
        // One and seven days ahead of day 34 come a week after days 28 and 34, 28 days ahead is
        // four weeks after day 34.
        assertThat(heard).containsExactly("0: 5 naive 128", "1: 5 naive 134", "2: 5 naive 134");
    }

    @Test
    void sumsAddUpInAnyOrderAndLevelsAndUnitsStayApart() {
        AccuracySums a = new AccuracySums();
        AccuracySums b = new AccuracySums();
        Judgement judgement = new Judgement(0.1, 0.2, new double[] {0, 0.1, 0.3}, 0.3);
        a.add(Level.CATEGORY, ForecastUnit.REVENUE, 2, judgement, issued);
        b.add(Level.CATEGORY, ForecastUnit.UNITS, 2, judgement, issued);
        b.add(Level.TOTAL, ForecastUnit.REVENUE, 0, judgement, issued);
        AccuracySums ab = new AccuracySums();
        ab.add(a);
        ab.add(b);
        AccuracySums ba = new AccuracySums();
        ba.add(b);
        ba.add(a);
        assertThat(ab.sums).containsExactly(ba.sums);
        for (Level level : List.of(Level.CATEGORY, Level.TOTAL)) {
            assertThat(ab.of(level, ForecastUnit.REVENUE, 2, AccuracySums.COUNT))
                    .isEqualTo(level == Level.CATEGORY ? 1 : 0);
        }
        assertThat(ForecastMetrics.of(ab, MONDAY))
                .extracting(ModelMetricRow::metric)
                .contains("wape.category.units.h28", "wape.category.revenue.h28")
                .contains("wape.total.revenue.h1")
                .noneMatch(m -> m.startsWith("mase"));
    }
}
