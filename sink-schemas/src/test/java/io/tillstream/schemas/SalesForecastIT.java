package io.tillstream.schemas;

import static io.tillstream.schemas.ExampleRows.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.schemas.rows.ForecastRow;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SalesForecastIT {
    private static final Database DATABASE = TestDatabase.createMigrated(RetryPolicy.DEFAULT);
    private static final long ISSUED = day("2026-03-01");

    @BeforeEach
    void emptyTable() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("TRUNCATE forecast_issue"));
    }

    @Test
    void theFirstThirtyDaysOfAnIssueAreItsDailyForecasts() {
        write(issue("total", "all", "units", ISSUED, days(91, 10), null));

        assertThat(lines("SELECT count(*), min(target_date), max(target_date) FROM sales_forecast"))
                .containsExactly("30 2026-03-02 2026-03-31");
        assertThat(
                        lines(
                                "SELECT * FROM sales_forecast WHERE target_date IN ('2026-03-02',"
                                        + " '2026-03-11', '2026-03-12') ORDER BY target_date"))
                .containsExactly(
                        "total all 2026-03-01 2026-03-02 units 10 5 9 16 m 1",
                        "total all 2026-03-01 2026-03-11 units 10 5 9 16 m 1",
                        "total all 2026-03-01 2026-03-12 units 10 4 8 18 m 1");
    }

    @Test
    void unitsWithAPriceAreAlsoAForecastOfRevenue() {
        write(
                issue("product", "p", "units", ISSUED, days(1, 2), 19.99),
                issue("category", "c", "units", ISSUED, days(1, 2), null),
                issue("category", "c", "revenue", ISSUED, days(1, 41.5f), null));

        assertThat(lines("SELECT level, unit, mean, p10 FROM sales_forecast ORDER BY 1, 2"))
                .containsExactly(
                        "category revenue 41.5 20.75",
                        "category units 2 1",
                        "product revenue 39.98 19.99",
                        "product units 2 1");
    }

    @Test
    void numbersAreFreeOfTheNoiseOfFloats() {
        write(
                issue("product", "a", "units", ISSUED, days(7, 0.3f), 0.1),
                issue("product", "b", "units", ISSUED, days(7, 0.003f), null),
                issue("product", "c", "units", ISSUED, days(7, 1_234_567), null),
                issue("product", "d", "revenue", ISSUED, days(7, -1_234.1f), null));

        assertThat(lines("SELECT DISTINCT id, mean, p50 FROM sales_forecast ORDER BY 1, 2"))
                .containsExactly(
                        "a 0.03 0.027",
                        "a 0.3 0.27",
                        "b 0.003 0.0027",
                        "c 1234567 1111110",
                        "d -1234.1 -1110.69");
        assertThat(lines("SELECT DISTINCT id, mean FROM sales_forecast_weekly ORDER BY 1, 2"))
                .containsExactly("a 0.21", "a 2.1", "b 0.021", "c 8641969", "d -8638.7");
    }

    @Test
    void weeksAreSumsOfSevenDaysWithTheIntervalOfWeeks() {
        float[] means = days(91, 1);
        Arrays.fill(means, 84, 91, 3);
        write(issue("total", "all", "revenue", ISSUED, means, null));

        assertThat(lines("SELECT count(*), min(week), max(week) FROM sales_forecast_weekly"))
                .containsExactly("13 1 13");
        assertThat(lines("SELECT * FROM sales_forecast_weekly WHERE week IN (1, 13) ORDER BY week"))
                .containsExactly(
                        "total all 2026-03-01 1 2026-03-02 revenue 7 5.25 6.65 9.1 m 1",
                        "total all 2026-03-01 13 2026-05-25 revenue 21 15.75 19.95 27.3 m 1");
    }

    @Test
    void aWeekThatIsNotWholeIsLeftOut() {
        write(issue("product", "p", "units", ISSUED, days(20, 1), 2.0));

        assertThat(lines("SELECT unit, week, mean FROM sales_forecast_weekly ORDER BY 1, 2"))
                .containsExactly("revenue 1 14", "revenue 2 14", "units 1 7", "units 2 7");
    }

    @Test
    void issuesOfSeriesThatAreForecastNoMoreDisappear() {
        write(
                issue("total", "all", "units", ISSUED, days(7, 1), null),
                issue("product", "living", "units", ISSUED - 62, days(7, 1), null),
                issue("product", "gone", "units", ISSUED - 63, days(7, 1), null),
                issue("product_store", "ahead|s", "units", ISSUED + 1, days(7, 1), null));

        for (String view : List.of("sales_forecast", "sales_forecast_weekly")) {
            assertThat(lines("SELECT DISTINCT id FROM " + view + " ORDER BY 1"))
                    .containsExactly("ahead|s", "all", "living");
        }
    }

    @Test
    void withoutATotalTheNewestIssueOfAllCounts() {
        write(
                issue("product", "a", "units", ISSUED, days(7, 1), null),
                issue("product", "gone", "units", ISSUED - 63, days(7, 1), null));

        assertThat(lines("SELECT DISTINCT id FROM sales_forecast")).containsExactly("a");
    }

    @Test
    void aLaterIssueTakesTheSlotOver() {
        write(issue("total", "all", "units", ISSUED, days(30, 1), null));
        write(issue("total", "all", "units", ISSUED + 63, days(30, 2), null));

        assertThat(lines("SELECT DISTINCT issued_on, mean FROM sales_forecast"))
                .containsExactly("2026-05-03 2");
    }

    private static float[] days(int count, float mean) {
        float[] means = new float[count];
        Arrays.fill(means, mean);
        return means;
    }

    private static ForecastRow issue(
            String level, String id, String unit, long issuedOn, float[] means, Double price) {
        float[] factors = {0.5f, 0.9f, 1.6f, 0.4f, 0.8f, 1.8f, 0.75f, 0.95f, 1.3f};
        return new ForecastRow(
                level,
                id,
                unit,
                (int) Math.floorMod(issuedOn, 63L),
                issuedOn,
                means,
                factors,
                price,
                "m 1",
                issuedOn);
    }

    private static void write(ForecastRow... rows) {
        try (RowWriter writer = DATABASE.newWriter()) {
            writer.write(List.of(rows));
        }
    }

    /** The rows of a query as the server prints them, columns apart by a blank. */
    private static List<String> lines(String query) {
        return DATABASE.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT (SELECT string_agg(value, ' ') FROM"
                                                        + " json_each_text(row_to_json(q))) FROM ("
                                                        + query
                                                        + ") q")
                                        .mapTo(String.class)
                                        .list());
    }
}
