package io.tillstream.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.schemas.Database;
import io.tillstream.schemas.RowWriter;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export of a real database. */
class TableExportIT {
    private static final long ISSUED = LocalDate.parse("2026-03-01").toEpochDay();

    @TempDir private static Path folder;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void export() throws Exception {
        postgres = EmbeddedPostgres.start();
        String url = postgres.getJdbcUrl("postgres", "postgres");
        Database database = Database.open(url, "postgres", "");
        database.migrate();
        try (RowWriter writer = database.newWriter()) {
            writer.write(
                    List.of(
                            issue("total", "all", 1, ISSUED, null),
                            issue("product", "p", 2, ISSUED, 0.5),
                            issue("product", "p", 1, ISSUED + 1, 0.5),
                            new SalesAnomalyRow(
                                    "total", "all", ISSUED, "drop", 1, 1e7, 1e-7, 2e7, 1)));
        }
        new TableExport(url, "postgres", "").write(folder);
    }

    @AfterAll
    static void close() throws IOException {
        postgres.close();
    }

    @Test
    void forecastsAreExportedUnfoldedAndNotAsTheyAreStored() throws IOException {
        List<String> days = lines("sales_forecast");
        assertThat(days).hasSize(1 + 30 + 2 * 2 * 30);
        assertThat(days.subList(0, 4))
                .containsExactly(
                        "level,id,issued_on,target_date,unit,mean,p10,p50,p90,model",
                        "product,p,2026-03-01,2026-03-02,revenue,0.00005,0.00005,0.00005,0.00005,m",
                        "product,p,2026-03-01,2026-03-02,units,0.0001,0.0001,0.0001,0.0001,m",
                        "product,p,2026-03-01,2026-03-03,revenue,0.00005,0.00005,0.00005,0.00005,m");
        assertThat(days.subList(1, days.size())).isSorted();

        List<String> weeks = lines("sales_forecast_weekly");
        assertThat(weeks).hasSize(1 + 13 + 2 * 2 * 13);
        assertThat(weeks.get(0))
                .isEqualTo("level,id,issued_on,week,first_day,unit,mean,p10,p50,p90,model");
        assertThat(folder.resolve("forecast_issue.csv")).doesNotExist();
    }

    @Test
    void tablesWithoutRowsHaveAHeaderAndNumbersNoExponents() throws IOException {
        assertThat(lines("price_proposal"))
                .containsExactly(
                        "product_id,day,price,proposed_price,elasticity,expected_revenue_change,"
                                + "version");
        assertThat(lines("sales_anomaly"))
                .contains("total,all,2026-03-01,drop,1,10000000,0.0000001,20000000,1");
    }

    private static List<String> lines(String table) throws IOException {
        return Files.readAllLines(folder.resolve(table + ".csv"));
    }

    private static ForecastRow issue(
            String level, String id, int slot, long issuedOn, Double price) {
        float[] means = new float[91];
        float[] factors = new float[9];
        Arrays.fill(means, 1e-4f);
        Arrays.fill(factors, 1);
        return new ForecastRow(
                level, id, "units", slot, issuedOn, means, factors, price, "m", issuedOn);
    }
}
