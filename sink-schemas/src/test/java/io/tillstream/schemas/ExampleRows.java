package io.tillstream.schemas;

import io.tillstream.schemas.rows.CategoryPopularityRow;
import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.HourlySalesRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.ProductPopularityRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.SegmentChangeRow;
import io.tillstream.schemas.rows.WorldRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Rows with values that are easily told apart. */
final class ExampleRows {
    static final long AT = millis("2026-03-01T10:15:30.251Z");

    /** One row of every kind, every optional value there. */
    static final List<Row> ONE_OF_EACH =
            List.of(
                    new CustomerRow(
                            "c-1",
                            AT,
                            AT + 1,
                            12,
                            -34_567L,
                            5,
                            4,
                            3,
                            "Champions",
                            "budget",
                            AT + 2,
                            7),
                    new WorldRow(AT, 8),
                    new SegmentChangeRow("c-1", AT, "Loyal", "Promising", 9),
                    new HourlySalesRow(
                            "p-1",
                            "s-1",
                            "store",
                            millis("2026-03-01T10:00:00Z"),
                            11,
                            2,
                            123_456L,
                            100_001L,
                            6,
                            10),
                    new DailySalesRow(
                            "p-1",
                            "online",
                            "online",
                            day("2026-03-01"),
                            13,
                            3,
                            223_456L,
                            200_001L,
                            7,
                            11),
                    new InventoryRow("s-1", "p-1", -4, 20L, AT, 5L, 12),
                    new ProductPopularityRow(
                            "p-1", "shoes", 100, 10, 1, 199_999L, 0.1, day("2026-02-28"), 13),
                    new CategoryPopularityRow("shoes", 200, 20, 2, 1e-300, day("1969-12-31"), 14),
                    new DataQualityRow(
                            "pos.sales", "late", millis("2026-03-02T00:00:00Z"), 8, 2, 15),
                    new DeadLetterRow("ecom.events", 3, 4_000_000_000L, "E: why", "decode", AT));

    private ExampleRows() {}

    static CustomerRow customer(String id, long monetary, long version) {
        return new CustomerRow(id, AT, AT, 1, monetary, 1, 1, 1, "Lost", null, AT, version);
    }

    static CustomerRow customer(String id, String lastPurchaseAt, String asOf) {
        long last = millis(lastPurchaseAt);
        return new CustomerRow(id, last, last, 1, 0, 1, 1, 1, "Lost", null, millis(asOf), 1);
    }

    static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }
}
