package io.tillstream.schemas.rows;

/** A row of one of the tables, the whole of it: writing it again changes nothing. */
public sealed interface Row
        permits CustomerRow,
                WorldRow,
                SegmentChangeRow,
                HourlySalesRow,
                DailySalesRow,
                InventoryRow,
                ProductPopularityRow,
                CategoryPopularityRow,
                DataQualityRow,
                DeadLetterRow,
                ForecastRow,
                ForecastAccuracyRow,
                ModelMetricRow,
                LowStockAlertRow,
                SalesAnomalyRow,
                StoreVisitsRow,
                PriceElasticityRow,
                PriceProposalRow,
                RecommendationRow,
                ProductEmbeddingRow,
                ProductSimilarLookRow,
                PostLookRow,
                SalesProfileRow,
                ProductSalesProfileRow,
                TrendAlertRow,
                SubjectTrendRow,
                KpiDailyRow,
                CategorySegmentRow,
                ProductRow {
    /**
     * The identity of the row: equal for two rows exactly if they have the same table and primary
     * key.
     */
    Object key();

    /**
     * Which of two rows of one key is the newer one; the table never goes back to a smaller one.
     */
    long version();
}
