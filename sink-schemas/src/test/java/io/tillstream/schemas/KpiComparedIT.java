package io.tillstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KpiComparedIT {
    /** A count by shifting each row to the days that it is compared with. */
    private static final String SHIFTED =
            """
            CREATE VIEW shifted AS
            SELECT day, channel, store_id, segment, sum(orders * now) AS orders,
                   sum(net_revenue * now) AS net_revenue, sum(customers * now) AS customers,
                   sum((customers - new_customers) * now) AS returning_customers,
                   sum(visits * now) AS visits, sum((net_revenue + returned_revenue) * now) AS sales,
                   sum((net_revenue + returned_revenue) * now) / nullif(sum(orders * now), 0) AS average_basket,
                   sum(orders * now)::double precision / nullif(sum(visits * now), 0) AS conversion,
                   sum(orders * week) AS orders_week_before, sum(net_revenue * week) AS net_revenue_week_before,
                   sum(orders * year) AS orders_year_before, sum(net_revenue * year) AS net_revenue_year_before
            FROM (SELECT day + shift AS day, channel, store_id, segment, orders, net_revenue, returned_revenue,
                         customers, new_customers, visits, now, week, year
                  FROM kpi_daily
                  CROSS JOIN (VALUES (0, 1, 0, 0), (7, 0, 1, 0), (364, 0, 0, 1)) AS c (shift, now, week, year)) AS s
            WHERE day <= (SELECT max(day) FROM kpi_daily)
            GROUP BY day, channel, store_id, segment
            """;

    @Test
    void figuresStandBesideThoseOfTheWeekAndTheYearBeforeWhicheverOfTheThreeThereAre() {
        Database database = TestDatabase.createMigrated(RetryPolicy.DEFAULT);
        List<Long> rows =
                database.jdbi()
                        .withHandle(
                                handle -> {
                                    handle.execute("SELECT setseed(0.4)");
                                    handle.execute(
                                            "INSERT INTO kpi_daily SELECT d::date, 'store', 's' ||"
                                                    + " s, 'x', (random() * 3)::int, 2, 0, 9,"
                                                    + " (random() * 90)::numeric(19, 4), 1, 3, 1,"
                                                    + " (random() * 2)::int, 1 FROM"
                                                    + " generate_series('2024-01-01'::date,"
                                                    + " '2026-02-01', '1 day') d, generate_series(1, 3)"
                                                    + " s WHERE random() < 0.4");
                                    handle.execute(SHIFTED);
                                    return handle.createQuery(
                                                    "SELECT count(*) FROM kpi_compared UNION ALL"
                                                            + " SELECT count(*) FROM (TABLE kpi_compared"
                                                            + " EXCEPT TABLE shifted) a UNION ALL"
                                                            + " SELECT count(*) FROM (TABLE shifted"
                                                            + " EXCEPT TABLE kpi_compared) b")
                                            .mapTo(Long.class)
                                            .list();
                                });
        assertThat(rows.get(0)).isGreaterThan(1_000);
        assertThat(rows.subList(1, 3)).containsExactly(0L, 0L);
    }
}
