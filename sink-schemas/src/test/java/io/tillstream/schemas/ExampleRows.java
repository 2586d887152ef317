package io.tillstream.schemas;

import io.tillstream.schemas.rows.CategoryPopularityRow;
import io.tillstream.schemas.rows.CategorySegmentRow;
import io.tillstream.schemas.rows.CustomerRow;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.DataQualityRow;
import io.tillstream.schemas.rows.DeadLetterRow;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.HourlySalesRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.KpiDailyRow;
import io.tillstream.schemas.rows.LowStockAlertRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.PostLookRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import io.tillstream.schemas.rows.ProductEmbeddingRow;
import io.tillstream.schemas.rows.ProductPopularityRow;
import io.tillstream.schemas.rows.ProductRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.ProductSimilarLookRow;
import io.tillstream.schemas.rows.RecommendationRow;
import io.tillstream.schemas.rows.Row;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import io.tillstream.schemas.rows.SalesProfileRow;
import io.tillstream.schemas.rows.SegmentChangeRow;
import io.tillstream.schemas.rows.StoreVisitsRow;
import io.tillstream.schemas.rows.SubjectTrendRow;
import io.tillstream.schemas.rows.TrendAlertRow;
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
                    new KpiDailyRow(
                            day("2026-03-01"),
                            "online",
                            "online",
                            "Loyal",
                            7,
                            13,
                            3,
                            223_456L,
                            200_001L,
                            1_234L,
                            6,
                            2,
                            90,
                            12),
                    new CategorySegmentRow(
                            day("2026-03-01"),
                            "shoes",
                            "Acme",
                            "Loyal",
                            7,
                            13,
                            3,
                            223_456L,
                            200_001L,
                            6,
                            12),
                    new InventoryRow("s-1", "p-1", -4, 20L, AT, 2.5, 5L, 30L, 12),
                    new ProductPopularityRow(
                            "p-1", "shoes", 100, 10, 1, 199_999L, 0.1, day("2026-02-28"), 13),
                    new CategoryPopularityRow("shoes", 200, 20, 2, 1e-300, day("1969-12-31"), 14),
                    new DataQualityRow(
                            "pos.sales", "late", millis("2026-03-02T00:00:00Z"), 8, 2, 15),
                    new DeadLetterRow("ecom.events", 3, 4_000_000_000L, "E: why", "decode", AT),
                    new ForecastRow(
                            "product",
                            "p-1",
                            "units",
                            3,
                            day("2026-03-01"),
                            new float[] {0.5f, 1e-3f, 123_456.7f},
                            new float[] {0, 0.9f, 2, 0, 0.8f, 3, 0.5f, 1, 1.5f},
                            19.99,
                            "blend 1",
                            16),
                    new ForecastAccuracyRow(
                            "category",
                            "shoes",
                            "revenue",
                            day("2026-03-01"),
                            day("2026-03-03"),
                            100.5,
                            90,
                            104.5,
                            80.25,
                            120.75,
                            4.125,
                            17),
                    new ModelMetricRow(
                            "demand",
                            "1",
                            "wape",
                            millis("2026-03-02T00:00:00Z"),
                            0.3,
                            0.25,
                            true,
                            18,
                            1_200L,
                            0.15),
                    new LowStockAlertRow(
                            "s-1|p-1|7",
                            "resolved",
                            "s-1",
                            "p-1",
                            3,
                            4L,
                            7.5,
                            0.75,
                            AT + 1,
                            24,
                            1.25,
                            9,
                            AT + 2,
                            AT,
                            AT + 3,
                            19),
                    new SalesAnomalyRow(
                            "store", "s-1", day("2026-03-01"), "silent", 0, 40.5, 12, 80, 20),
                    new StoreVisitsRow(
                            "s-1",
                            millis("2026-03-02T09:00:00Z"),
                            day("2026-03-01"),
                            12.5,
                            8,
                            17.25,
                            21),
                    new PriceElasticityRow("shoes", day("2026-03-01"), -1.75, 0.25, 4_000, 22),
                    new PriceProposalRow(
                            "p-1", day("2026-03-01"), 199_999L, 189_999L, -1.75, 0.03, 23),
                    new RecommendationRow(
                            "c-1",
                            "r-1",
                            AT,
                            AT + 1,
                            "e-1",
                            "blend-7",
                            "learnt",
                            "[{\"rank\": 1, \"product_id\": \"p-1\"}]",
                            24),
                    new ProductEmbeddingRow(
                            "p-1", "style-encoder/1", new float[] {0.6f, -0.8f}, "style-3", 25),
                    new ProductSimilarLookRow(
                            "p-1",
                            "style-encoder/1",
                            "[{\"rank\": 1, \"cosine\": 0.5, \"product_id\": \"p-2\"}]",
                            26),
                    new PostLookRow(
                            "t-1",
                            AT,
                            "x",
                            null,
                            "style-3",
                            "[{\"rank\": 1, \"cosine\": 0.5, \"product_id\": \"p-2\"}]",
                            "style-encoder/1",
                            27),
                    new SalesProfileRow(
                            LocalDate.of(2026, 3, 1).toEpochDay(),
                            1,
                            200,
                            0.25,
                            new float[] {0.5f, 0.25f, 0.25f},
                            0.45,
                            0.3,
                            28),
                    new ProductSalesProfileRow(
                            "p-1", LocalDate.of(2026, 3, 1).toEpochDay(), 1, "sales", 1, 0.75, 29),
                    new TrendAlertRow(
                            "boho|2026-03-01T10:00:00Z",
                            "ended",
                            "style",
                            "boho",
                            9.5,
                            2.25,
                            "P1D",
                            List.of("t-1", "t,\"2\""),
                            List.of(),
                            "[{\"signal\": \"searches\"}]",
                            "searches",
                            "[{\"region\": \"Lima\"}]",
                            AT + 1,
                            AT,
                            AT + 1,
                            "style-encoder/1",
                            28),
                    new SubjectTrendRow(
                            "boho",
                            "style",
                            "Boho",
                            20_500,
                            new float[] {0, 1.5f, 7},
                            "emerging",
                            12.5,
                            0.0625,
                            20.0,
                            11.0,
                            31.5,
                            null,
                            null,
                            null,
                            29),
                    new ProductRow(
                            "p-1",
                            "Summer dress",
                            "dresses",
                            null,
                            199_900L,
                            "EUR",
                            "{\"style\": \"boho\"}",
                            null,
                            AT,
                            true,
                            false,
                            30));

    private ExampleRows() {}

    static CustomerRow customer(String id, long monetary, long version) {
        return new CustomerRow(id, AT, AT, 1, monetary, 1, 1, 1, "Lost", null, AT, version);
    }

    static CustomerRow customer(String id, String lastPurchaseAt, String asOf) {
        long last = millis(lastPurchaseAt);
        return new CustomerRow(id, last, last, 1, 0, 1, 1, 1, "Lost", null, millis(asOf), 1);
    }

    static ForecastRow forecast(String product, float[] means) {
        return new ForecastRow(
                "product", product, "units", 0, 0, means, new float[9], null, "m", 1);
    }

    static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }
}
