package io.tillstream.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.sandbox.oracle.ForecastScores.Score;
import io.tillstream.sandbox.oracle.Truth.Sales;
import io.tillstream.sandbox.oracle.Truth.SalesKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of forecasts, on figures small enough to be worked out by hand. */
class ForecastOracleTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int DAYS = 140;
    private static final int HORIZON = 30;
    private static final String[] STORES = {"S1", "online"};

    @TempDir Path export;
    private SalesHistory history;
    private final List<String> lines = new ArrayList<>();
    private final List<String> accuracy = new ArrayList<>();

    @BeforeEach
    void aShopThatSellsTheSameEachWeek() {
        Map<SalesKey, Sales> daily = new HashMap<>();
        for (int t = 0; t < DAYS; t++) {
            for (String store : STORES) {
                sell(daily, "P1", store, t, units(t));
                sell(daily, "P2", store, t, 2 * units(t));
            }
        }
        history = history(daily);
    }

    private static SalesHistory history(Map<SalesKey, Sales> daily) {
        Instant end = FIRST.plusDays(DAYS).atStartOfDay(ZoneOffset.UTC).minusHours(1).toInstant();
        return SalesHistory.of(
                daily, end, new SalesHistory.Categories(Map.of("P1", "shoes", "P2", "hats")));
    }

    /** Monday 1 to Sunday 7. */
    private static int units(int t) {
        return 1 + t % 7;
    }

    private static void sell(
            Map<SalesKey, Sales> daily, String product, String store, int t, int units) {
        Sales sales = new Sales();
        sales.units = units;
        sales.gross = BigDecimal.valueOf(10L * units);
        sales.net = BigDecimal.valueOf(9L * units);
        Instant day = FIRST.plusDays(t).atStartOfDay(ZoneOffset.UTC).toInstant();
        daily.put(
                new SalesKey(product, store, store.equals("online") ? store : "store", day), sales);
    }

    /** All issues of the last 60 days, each forecast being the truth times a factor. */
    private void forecastAll(double factor) {
        for (int issued = DAYS - 60; issued < DAYS; issued++) {
            for (int h = 1; h <= HORIZON; h++) {
                double y = factor * units(issued + h);
                for (String store : STORES) {
                    forecast("product_store", "P1|" + store, issued, h, y);
                    forecast("product_store", "P2|" + store, issued, h, 2 * y);
                }
                forecast("product", "P1", issued, h, 2 * y);
                forecast("product", "P2", issued, h, 4 * y);
                forecast("category", "shoes", issued, h, 2 * y);
                forecast("category", "hats", issued, h, 4 * y);
                forecast("total", "all", issued, h, 6 * y);
            }
        }
    }

    private void forecast(String level, String id, int issued, int h, double units) {
        for (String unit : List.of("units", "revenue")) {
            double mean = unit.equals("units") ? units : 9 * units;
            lines.add(line(level, id, issued, h, unit, mean, 0.5 * mean, mean, 1.5 * mean));
        }
    }

    private static String line(
            String level,
            String id,
            int issued,
            int h,
            String unit,
            double mean,
            double p10,
            double p50,
            double p90) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s,%.6f,%.6f,%.6f,%.6f,mix",
                level,
                id,
                FIRST.plusDays(issued),
                FIRST.plusDays(issued + h),
                unit,
                mean,
                p10,
                p50,
                p90);
    }

    private ForecastOracle.Result judge() throws IOException {
        Path tables = Files.createDirectories(export.resolve("tables"));
        List<String> text = new ArrayList<>();
        text.add("level,id,issued_on,target_date,unit,mean,p10,p50,p90,model");
        text.addAll(lines);
        Files.write(tables.resolve("sales_forecast.csv"), text);
        List<String> judged = new ArrayList<>();
        judged.add("level,id,unit,issued_on,target_date,actual,forecast");
        judged.addAll(accuracy);
        Files.write(tables.resolve("forecast_accuracy.csv"), judged);
        return ForecastOracle.judge(history, export);
    }

    @Test
    void aForecastThatIsTheTruthHasNoError() throws IOException {
        forecastAll(1);
        ForecastOracle.Result result = judge();
        assertThat(result.checks().isEqual()).as(result.toString()).isTrue();
        assertThat(result.origins().get(0)).isEqualTo(FIRST.plusDays(DAYS - 1 - 28));
        assertThat(result.origins()).hasSize(5);
        assertThat(result.products().series()).isEqualTo(2);
        assertThat(result.products().wrmsse()).isZero();
        assertThat(result.products().weeklyWape()).isZero();
        assertThat(result.products().coverage()).isEqualTo(1);
        assertThat(result.total().get(ForecastOracle.STREAM).daily()).isZero();
        assertThat(result.missing().get("product")).isZero();
    }

    @Test
    void anErrorIsTheHandComputedOne() throws IOException {
        forecastAll(1.5);
        ForecastOracle.Result result = judge();
        Score score = result.products();
        // Mean square of half of 1 to 7 is 5; of the steps between days, six of 1 to one of -6, it
        // is
        // 6 over whole weeks, and a little less here, where the last fall is not yet seen.
        double[] all = result(1.5);
        assertThat(score.wrmsse()).isCloseTo(all[0], within(1e-9));
        assertThat(score.wrmsse()).isCloseTo(Math.sqrt(5.0 / 6), within(0.03));
        assertThat(score.wape()).isCloseTo(0.5, within(1e-9));
        assertThat(score.weeklyWape()).isCloseTo(0.5, within(1e-9));
        assertThat(score.bias()).isCloseTo(0.5, within(1e-9));
        assertThat(result.total().get(ForecastOracle.STREAM).daily()).isCloseTo(0.5, within(1e-9));
        assertThat(result.total().get("seasonal naive").daily()).isZero();
        assertThat(result.total().get("weekday median of 8 weeks").weekly()).isZero();
        assertThat(result.bestBaseline("product").wrmsse()).isZero();
    }

    /** The same for one series, written out. */
    private static double[] result(double factor) {
        double sum = 0;
        for (int k = 0; k < 5; k++) {
            int origin = DAYS - 28 - 7 * k;
            double squares = 0;
            for (int h = 0; h < 28; h++) {
                squares += Math.pow((factor - 1) * units(origin + h), 2) / 28;
            }
            double scale = 0;
            for (int t = 1; t < origin; t++) {
                scale += Math.pow(units(t) - units(t - 1), 2) / (origin - 1);
            }
            sum += Math.sqrt(squares / scale) / 5;
        }
        return new double[] {sum};
    }

    @Test
    void weeksAreScaledByWeeks() {
        double[] values = {0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1};
        assertThat(ForecastScores.scale(values, values.length, 7)).isEqualTo(49);
        assertThat(ForecastScores.scale(values, values.length, 1)).isEqualTo(2.0 / 20);
    }

    @Test
    void intervalsAreCountedOnBothSides() {
        ForecastScores scores = new ForecastScores();
        scores.add(
                new double[][] {rising(88)},
                new double[][] {rising(88)},
                new double[][] {rising(28)},
                60);
        scores.addInterval(10, 5, 10, 20);
        scores.addInterval(4, 5, 10, 20);
        scores.addInterval(30, 5, 10, 20);
        scores.addInterval(5, 5, 5, 5);
        Score score = scores.score();
        assertThat(score.coverage()).isEqualTo(0.5);
        assertThat(score.below()).isEqualTo(0.25);
        assertThat(score.above()).isEqualTo(0.25);
        // 0.5 + 0 + 1; 0.9 + 3 + 1.6; 2.5 + 10 + 9; 0: over three quantiles, of 49 sold.
        assertThat(score.pinball()).isCloseTo((1.5 + 5.5 + 21.5) / 3 / 49, within(1e-12));
    }

    private static double[] rising(int days) {
        double[] values = new double[days];
        Arrays.setAll(values, t -> t + 1.0);
        return values;
    }

    @Test
    void aProductThatTheTableLacksCountsAsZero() throws IOException {
        forecastAll(1);
        lines.removeIf(line -> line.startsWith("product,P2,"));
        ForecastOracle.Result result = judge();
        assertThat(result.missing().get("product")).isEqualTo(5);
        assertThat(result.products().wape()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(result.checks().mismatches()).containsKey("sums product units");
    }

    @Test
    void productStoreMayKeepAWeekOnlyButNotLackTheNewestIssue() throws IOException {
        forecastAll(1);
        lines.removeIf(
                line ->
                        line.startsWith("product_store")
                                && !line.contains("," + FIRST.plusDays(DAYS - 1) + ",2026-"));
        ForecastOracle.Result result = judge();
        assertThat(result.checks().isEqual()).as(result.toString()).isTrue();
        assertThat(result.levels()).containsOnlyKeys("product", "category");
        lines.removeIf(line -> line.startsWith("product_store"));
        assertThat(judge().checks().mismatches())
                .containsOnlyKeys("sums product units", "sums product revenue");
    }

    @Test
    void sumsThatDisagreeAreFound() throws IOException {
        forecastAll(1);
        int newest = DAYS - 1;
        lines.replaceAll(
                line ->
                        line.startsWith("product_store,P1|S1," + FIRST.plusDays(newest))
                                        && line.contains(",units,")
                                ? line("product_store", "P1|S1", newest, 1, "units", 99, 1, 2, 3)
                                : line);
        assertThat(judge().checks().mismatches()).containsOnlyKeys("sums product units");
    }

    @Test
    void quantilesOutOfOrderAndForecastsOfThePastAreFound() throws IOException {
        forecastAll(1);
        lines.add(line("product", "P9", 70, 0, "units", 1, 1, 1, 1));
        lines.add(line("product", "P9", 71, 1, "units", 1, 2, 1, 3));
        lines.add(line("product", "P9", 71, 2, "units", -1, 0, 0, 0));
        assertThat(judge().checks().mismatches()).containsOnly(Map.entry("forecasts", 3L));
    }

    @Test
    void theAccuracyTableIsRecomputed() throws IOException {
        forecastAll(1);
        LocalDate issued = FIRST.plusDays(100);
        // Day 101 is a Thursday.
        String key = "product,P1,units," + issued + "," + issued.plusDays(1) + ",";
        accuracy.add(key + "8,8");
        assertThat(units(101)).isEqualTo(4);
        assertThat(judge().checks().isEqual()).isTrue();
        accuracy.set(0, key + "9,8");
        assertThat(judge().checks().mismatches()).containsOnlyKeys("accuracy");
        accuracy.set(0, key + "8,9");
        assertThat(judge().checks().mismatches()).containsOnlyKeys("accuracy");
    }

    @Test
    void withoutTheIssueOfTheNewestDayAnEarlierWeekdayIsJudged() throws IOException {
        forecastAll(1);
        LocalDate newest = FIRST.plusDays(DAYS - 1 - 28);
        lines.removeIf(line -> line.contains("," + newest + ",2026-"));
        assertThat(judge().origins()).hasSize(5).startsWith(newest.minusDays(1));
    }

    @Test
    void aTableThatIsMissingIsAMismatch() throws IOException {
        ForecastOracle.Result result = ForecastOracle.judge(history, export);
        assertThat(result.checks().mismatches()).containsKeys("sales_forecast", "origins");
    }

    @Test
    void holtWintersFollowsWeekAndTrend() {
        double[] values = new double[200];
        for (int t = 0; t < values.length; t++) {
            values[t] = t % 7 == 5 ? 0 : 100 + 10 * (t % 7);
        }
        for (boolean multiplicative : new boolean[] {false, true}) {
            double[] forecast = HoltWinters.forecast(values, 160, HORIZON, multiplicative);
            for (int h = 0; h < HORIZON; h++) {
                if ((160 + h) % 7 != 5) {
                    assertThat(forecast[h]).isCloseTo(values[160 + h], within(1.0));
                }
            }
        }
    }

    @Test
    void aDayCutShortIsLeftOut() {
        Map<SalesKey, Sales> daily = new HashMap<>();
        sell(daily, "P1", "S1", 0, 1);
        sell(daily, "P1", "S1", 1, 1);
        Instant early = FIRST.plusDays(1).atTime(3, 32).toInstant(ZoneOffset.UTC);
        Instant late = FIRST.plusDays(1).atTime(17, 22).toInstant(ZoneOffset.UTC);
        SalesHistory.Categories none = new SalesHistory.Categories(Map.of());
        assertThat(SalesHistory.of(daily, early, none).days()).isEqualTo(1);
        assertThat(SalesHistory.of(daily, late, none).days()).isEqualTo(2);
        assertThat(history.weekday(0)).isZero();
        assertThat(SalesHistory.of(daily, late, none).levels().get("category"))
                .containsOnlyKeys("uncategorised");
    }
}
