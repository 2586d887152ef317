package io.tillstream.schemas;

import static io.tillstream.schemas.ExampleRows.day;
import static io.tillstream.schemas.ExampleRows.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.schemas.rows.CategorySegmentRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.WorldRow;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CategorySegmentsIT {
    private static final Database DATABASE = TestDatabase.createMigrated(RetryPolicy.DEFAULT);

    @BeforeEach
    void emptyTables() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("TRUNCATE category_segment_daily, world"));
    }

    private static void write(Row... rows) {
        try (RowWriter writer = DATABASE.newWriter()) {
            writer.write(List.of(rows));
        }
    }

    private static CategorySegmentRow sold(
            String date, String category, String brand, String segment, long units) {
        return new CategorySegmentRow(
                day(date), category, brand, segment, 1, units, 0, units, units, 1, 1);
    }

    private static List<String> lines(String sql) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void sharesRanksAndAffinityAreOfTheLastFourWeeksThatAreClosed() {
        write(
                new WorldRow(millis("2026-03-29T00:00:00Z"), 1),
                sold("2026-02-28", "shoes", "Acme", "Loyal", 100),
                sold("2026-03-01", "shoes", "Acme", "Loyal", 4),
                sold("2026-03-28", "shoes", "Acme", "Loyal", 2),
                sold("2026-03-28", "shoes", "Acme", "Lost", 2),
                sold("2026-03-28", "shirts", "", "Lost", 8),
                sold("2026-03-29", "shoes", "Acme", "Lost", 100));

        assertThat(
                        lines(
                                "SELECT concat_ws(' ', category, brand, segment, units_28d,"
                                        + " customer_days_28d, share_of_brand, share_of_segment,"
                                        + " affinity, segment_rank, brand_rank, as_of) FROM"
                                        + " category_brand_segment_popularity ORDER BY 1"))
                .containsExactly(
                        "shirts  Lost 8 1 1 0.8 1.6 1 1 2026-03-28",
                        "shoes Acme Lost 2 1 0.25 0.2 0.4 2 2 2026-03-28",
                        "shoes Acme Loyal 6 2 0.75 1 2 1 1 2026-03-28");
    }

    @Test
    void aCategoryIsAllOfItsBrands() {
        write(
                sold("2026-03-28", "shoes", "Acme", "Loyal", 3),
                sold("2026-03-28", "shoes", "", "Loyal", 3),
                sold("2026-03-28", "shoes", "", "Lost", 2));

        assertThat(
                        lines(
                                "SELECT concat_ws(' ', category, segment, units_28d,"
                                        + " share_of_category, affinity, segment_rank, as_of) FROM"
                                        + " category_segment_popularity ORDER BY 1"))
                .containsExactly(
                        "shoes Lost 2 0.25 1 2 2026-03-28", "shoes Loyal 6 0.75 1 1 2026-03-28");
    }

    @Test
    void aReturnAloneHasNoShareToDivideBy() {
        write(sold("2026-03-28", "shoes", "Acme", "Loyal", 0));

        assertThat(lines("SELECT share_of_brand FROM category_brand_segment_popularity"))
                .containsOnlyNulls();
    }
}
