package io.tillstream.schemas;

import static io.tillstream.schemas.Column.day;
import static io.tillstream.schemas.Column.flag;
import static io.tillstream.schemas.Column.json;
import static io.tillstream.schemas.Column.money;
import static io.tillstream.schemas.Column.number;
import static io.tillstream.schemas.Column.optionalMoney;
import static io.tillstream.schemas.Column.optionalNumber;
import static io.tillstream.schemas.Column.optionalReal;
import static io.tillstream.schemas.Column.optionalTime;
import static io.tillstream.schemas.Column.real;
import static io.tillstream.schemas.Column.reals;
import static io.tillstream.schemas.Column.text;
import static io.tillstream.schemas.Column.texts;
import static io.tillstream.schemas.Column.time;

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
import java.util.List;

/** The tables that have rows, one entry each: the only place that knows their columns in Java. */
final class Tables {
    private static final Table<CustomerRow> CUSTOMER_PROFILE =
            Table.versioned(
                    CustomerRow.class,
                    "customer_profile",
                    List.of(text("customer_id", CustomerRow::customerId)),
                    List.of(
                            time("first_purchase_at", CustomerRow::firstPurchaseAt),
                            time("last_purchase_at", CustomerRow::lastPurchaseAt),
                            number("frequency", CustomerRow::frequency),
                            money("monetary", CustomerRow::monetary),
                            number("r_score", CustomerRow::rScore),
                            number("f_score", CustomerRow::fScore),
                            number("m_score", CustomerRow::mScore),
                            text("segment", CustomerRow::segment),
                            text("cluster", CustomerRow::cluster),
                            time("as_of", CustomerRow::asOf)));

    private static final Table<WorldRow> WORLD =
            Table.versioned(
                    WorldRow.class,
                    "world",
                    List.of(number("id", row -> 1)),
                    List.of(time("as_of", WorldRow::asOf)));

    private static final Table<SegmentChangeRow> CUSTOMER_SEGMENT_HISTORY =
            Table.versioned(
                    SegmentChangeRow.class,
                    "customer_segment_history",
                    List.of(
                            text("customer_id", SegmentChangeRow::customerId),
                            time("valid_from", SegmentChangeRow::validFrom)),
                    List.of(
                            text("segment", SegmentChangeRow::segment),
                            text("previous_segment", SegmentChangeRow::previousSegment)));

    private static final Table<HourlySalesRow> PRODUCT_SALES_HOURLY =
            Table.versioned(
                    HourlySalesRow.class,
                    "product_sales_hourly",
                    List.of(
                            text("product_id", HourlySalesRow::productId),
                            text("store_id", HourlySalesRow::storeId),
                            text("channel", HourlySalesRow::channel),
                            time("hour", HourlySalesRow::hour)),
                    List.of(
                            number("units", HourlySalesRow::units),
                            number("returned_units", HourlySalesRow::returnedUnits),
                            money("gross_revenue", HourlySalesRow::grossRevenue),
                            money("net_revenue", HourlySalesRow::netRevenue),
                            number("orders", HourlySalesRow::orders)));

    private static final Table<DailySalesRow> PRODUCT_SALES_DAILY =
            Table.versioned(
                    DailySalesRow.class,
                    "product_sales_daily",
                    List.of(
                            text("product_id", DailySalesRow::productId),
                            text("store_id", DailySalesRow::storeId),
                            text("channel", DailySalesRow::channel),
                            day("day", DailySalesRow::day)),
                    List.of(
                            number("units", DailySalesRow::units),
                            number("returned_units", DailySalesRow::returnedUnits),
                            money("gross_revenue", DailySalesRow::grossRevenue),
                            money("net_revenue", DailySalesRow::netRevenue),
                            number("orders", DailySalesRow::orders)));

    private static final Table<InventoryRow> INVENTORY_POSITION =
            Table.versioned(
                    InventoryRow.class,
                    "inventory_position",
                    List.of(
                            text("store_id", InventoryRow::storeId),
                            text("product_id", InventoryRow::productId)),
                    List.of(
                            number("on_hand", InventoryRow::onHand),
                            optionalNumber("on_order", InventoryRow::onOrder),
                            time("as_of", InventoryRow::asOf),
                            optionalReal("days_of_cover", InventoryRow::daysOfCover),
                            optionalNumber("reorder_point", InventoryRow::reorderPoint),
                            optionalNumber(
                                    "suggested_order_quantity",
                                    InventoryRow::suggestedOrderQuantity)));

    private static final Table<ProductPopularityRow> PRODUCT_POPULARITY =
            Table.versioned(
                    ProductPopularityRow.class,
                    "product_popularity",
                    List.of(text("product_id", ProductPopularityRow::productId)),
                    List.of(
                            text("category", ProductPopularityRow::category),
                            number("views_28d", ProductPopularityRow::views),
                            number("carts_28d", ProductPopularityRow::carts),
                            number("units_28d", ProductPopularityRow::units),
                            optionalMoney("average_price", ProductPopularityRow::averagePrice),
                            real("popularity", ProductPopularityRow::popularity),
                            day("as_of", ProductPopularityRow::day)));

    private static final Table<CategoryPopularityRow> CATEGORY_POPULARITY =
            Table.versioned(
                    CategoryPopularityRow.class,
                    "category_popularity",
                    List.of(text("category", CategoryPopularityRow::category)),
                    List.of(
                            number("views_28d", CategoryPopularityRow::views),
                            number("carts_28d", CategoryPopularityRow::carts),
                            number("units_28d", CategoryPopularityRow::units),
                            real("popularity", CategoryPopularityRow::popularity),
                            day("as_of", CategoryPopularityRow::day)));

    private static final Table<DataQualityRow> DATA_QUALITY =
            Table.versioned(
                    DataQualityRow.class,
                    "data_quality",
                    List.of(
                            text("source", DataQualityRow::source),
                            text("rule", DataQualityRow::rule),
                            time("window_end", DataQualityRow::windowEnd)),
                    List.of(
                            number("records", DataQualityRow::records),
                            number("violations", DataQualityRow::violations)));

    private static final Table<DeadLetterRow> DEAD_LETTER =
            Table.insertOnly(
                    DeadLetterRow.class,
                    "dead_letter",
                    List.of(
                            text("source_topic", DeadLetterRow::sourceTopic),
                            number("partition", DeadLetterRow::partition),
                            number("source_offset", DeadLetterRow::offset)),
                    List.of(
                            text("error", DeadLetterRow::error),
                            text("stage", DeadLetterRow::stage),
                            time("seen_at", DeadLetterRow::seenAt)));

    private static final Table<ForecastRow> FORECAST_ISSUE =
            Table.versioned(
                    ForecastRow.class,
                    "forecast_issue",
                    List.of(
                            text("level", ForecastRow::level),
                            text("id", ForecastRow::id),
                            text("unit", ForecastRow::unit),
                            number("slot", ForecastRow::slot)),
                    List.of(
                            day("issued_on", ForecastRow::issuedOn),
                            reals("means", ForecastRow::means),
                            reals("factors", ForecastRow::factors),
                            optionalReal("price", ForecastRow::price),
                            text("model", ForecastRow::model)));

    private static final Table<ForecastAccuracyRow> FORECAST_ACCURACY =
            Table.versioned(
                    ForecastAccuracyRow.class,
                    "forecast_accuracy",
                    List.of(
                            text("level", ForecastAccuracyRow::level),
                            text("id", ForecastAccuracyRow::id),
                            text("unit", ForecastAccuracyRow::unit),
                            day("issued_on", ForecastAccuracyRow::issuedOn),
                            day("target_date", ForecastAccuracyRow::targetDate)),
                    List.of(
                            real("actual", ForecastAccuracyRow::actual),
                            real("forecast", ForecastAccuracyRow::forecast),
                            real("naive", ForecastAccuracyRow::naive),
                            real("p10", ForecastAccuracyRow::p10),
                            real("p90", ForecastAccuracyRow::p90),
                            real("pinball_loss", ForecastAccuracyRow::pinball)));

    private static final Table<ModelMetricRow> MODEL_METRIC =
            Table.versioned(
                    ModelMetricRow.class,
                    "model_metric",
                    List.of(
                            text("model", ModelMetricRow::model),
                            text("model_version", ModelMetricRow::modelVersion),
                            text("metric", ModelMetricRow::metric),
                            time("window_end", ModelMetricRow::windowEnd)),
                    List.of(
                            real("value", ModelMetricRow::value),
                            optionalReal("threshold", ModelMetricRow::threshold),
                            flag("breached", ModelMetricRow::breached),
                            optionalNumber("samples", ModelMetricRow::samples),
                            optionalReal("target", ModelMetricRow::target)));

    private static final Table<LowStockAlertRow> LOW_STOCK_ALERT =
            Table.versioned(
                    LowStockAlertRow.class,
                    "low_stock_alert",
                    List.of(text("alert_id", LowStockAlertRow::alertId)),
                    List.of(
                            text("state", LowStockAlertRow::state),
                            text("store_id", LowStockAlertRow::storeId),
                            text("product_id", LowStockAlertRow::productId),
                            number("on_hand", LowStockAlertRow::onHand),
                            optionalNumber("on_order", LowStockAlertRow::onOrder),
                            real(
                                    "expected_demand_lead_time",
                                    LowStockAlertRow::expectedDemandLeadTime),
                            real("stockout_probability", LowStockAlertRow::stockoutProbability),
                            optionalTime(
                                    "expected_stockout_at", LowStockAlertRow::expectedStockoutAt),
                            number(
                                    "suggested_order_quantity",
                                    LowStockAlertRow::suggestedOrderQuantity),
                            real("days_of_cover", LowStockAlertRow::daysOfCover),
                            number("reorder_point", LowStockAlertRow::reorderPoint),
                            time("raised_at", LowStockAlertRow::raisedAt),
                            time("opened_at", LowStockAlertRow::openedAt),
                            optionalTime("resolved_at", LowStockAlertRow::resolvedAt)));

    private static final Table<SalesAnomalyRow> SALES_ANOMALY =
            Table.versioned(
                    SalesAnomalyRow.class,
                    "sales_anomaly",
                    List.of(
                            text("level", SalesAnomalyRow::level),
                            text("id", SalesAnomalyRow::id),
                            day("day", SalesAnomalyRow::day)),
                    List.of(
                            text("kind", SalesAnomalyRow::kind),
                            real("actual", SalesAnomalyRow::actual),
                            real("expected", SalesAnomalyRow::expected),
                            real("low", SalesAnomalyRow::low),
                            real("high", SalesAnomalyRow::high)));

    private static final Table<StoreVisitsRow> STORE_VISITS_FORECAST =
            Table.versioned(
                    StoreVisitsRow.class,
                    "store_visits_forecast",
                    List.of(
                            text("store_id", StoreVisitsRow::storeId),
                            time("hour", StoreVisitsRow::hour)),
                    List.of(
                            day("issued_on", StoreVisitsRow::issuedOn),
                            real("mean", StoreVisitsRow::mean),
                            real("p10", StoreVisitsRow::p10),
                            real("p90", StoreVisitsRow::p90)));

    private static final Table<PriceElasticityRow> PRICE_ELASTICITY =
            Table.versioned(
                    PriceElasticityRow.class,
                    "price_elasticity",
                    List.of(text("category", PriceElasticityRow::category)),
                    List.of(
                            day("day", PriceElasticityRow::day),
                            real("elasticity", PriceElasticityRow::elasticity),
                            real("std_error", PriceElasticityRow::stdError),
                            number("observations", PriceElasticityRow::observations)));

    private static final Table<PriceProposalRow> PRICE_PROPOSAL =
            Table.versioned(
                    PriceProposalRow.class,
                    "price_proposal",
                    List.of(text("product_id", PriceProposalRow::productId)),
                    List.of(
                            day("day", PriceProposalRow::day),
                            money("price", PriceProposalRow::price),
                            money("proposed_price", PriceProposalRow::proposedPrice),
                            real("elasticity", PriceProposalRow::elasticity),
                            real(
                                    "expected_revenue_change",
                                    PriceProposalRow::expectedRevenueChange)));

    private static final Table<RecommendationRow> RECOMMENDATION =
            Table.versioned(
                    RecommendationRow.class,
                    "recommendation",
                    List.of(text("customer_id", RecommendationRow::customerId)),
                    List.of(
                            text("recommendation_id", RecommendationRow::recommendationId),
                            time("generated_at", RecommendationRow::generatedAt),
                            time("emitted_at", RecommendationRow::emittedAt),
                            text("trigger_event_id", RecommendationRow::triggerEventId),
                            text("model_version", RecommendationRow::modelVersion),
                            text("variant", RecommendationRow::variant),
                            json("items", RecommendationRow::items)));

    private static final Table<ProductEmbeddingRow> PRODUCT_EMBEDDING =
            Table.versioned(
                    ProductEmbeddingRow.class,
                    "product_embedding",
                    List.of(
                            text("product_id", ProductEmbeddingRow::productId),
                            text("model_version", ProductEmbeddingRow::modelVersion)),
                    List.of(
                            reals("image_embedding", ProductEmbeddingRow::imageEmbedding),
                            text("style_cluster", ProductEmbeddingRow::styleCluster)));

    private static final Table<ProductSimilarLookRow> PRODUCT_SIMILAR_LOOK =
            Table.versioned(
                    ProductSimilarLookRow.class,
                    "product_similar_look",
                    List.of(text("product_id", ProductSimilarLookRow::productId)),
                    List.of(
                            text("model_version", ProductSimilarLookRow::modelVersion),
                            json("items", ProductSimilarLookRow::items)));

    private static final Table<PostLookRow> POST_LOOK =
            Table.versioned(
                    PostLookRow.class,
                    "post_look",
                    List.of(text("post_id", PostLookRow::postId)),
                    List.of(
                            time("seen_at", PostLookRow::seenAt),
                            text("platform", PostLookRow::platform),
                            text("region", PostLookRow::region),
                            text("style_cluster", PostLookRow::styleCluster),
                            json("items", PostLookRow::items),
                            text("model_version", PostLookRow::modelVersion)));

    private static final Table<SalesProfileRow> SALES_PROFILE =
            Table.versioned(
                    SalesProfileRow.class,
                    "sales_profile",
                    List.of(
                            day("learnt_on", SalesProfileRow::learntOn),
                            number("profile", SalesProfileRow::profile)),
                    List.of(
                            number("launches", SalesProfileRow::launches),
                            real("share", SalesProfileRow::share),
                            reals("curve", SalesProfileRow::curve),
                            real("silhouette", SalesProfileRow::silhouette),
                            real("shuffled", SalesProfileRow::shuffled)));

    private static final Table<ProductSalesProfileRow> PRODUCT_SALES_PROFILE =
            Table.versioned(
                    ProductSalesProfileRow.class,
                    "product_sales_profile",
                    List.of(text("product_id", ProductSalesProfileRow::productId)),
                    List.of(
                            day("learnt_on", ProductSalesProfileRow::learntOn),
                            number("profile", ProductSalesProfileRow::profile),
                            text("basis", ProductSalesProfileRow::basis),
                            real("probability", ProductSalesProfileRow::probability),
                            optionalReal("silhouette", ProductSalesProfileRow::silhouette)));

    private static final Table<TrendAlertRow> TREND_ALERT =
            Table.versioned(
                    TrendAlertRow.class,
                    "trend_alert",
                    List.of(text("alert_id", TrendAlertRow::alertId)),
                    List.of(
                            text("state", TrendAlertRow::state),
                            text("subject_type", TrendAlertRow::subjectType),
                            text("subject", TrendAlertRow::subject),
                            real("score", TrendAlertRow::score),
                            real("lift", TrendAlertRow::lift),
                            text("\"window\"", TrendAlertRow::window),
                            texts("sample_post_ids", TrendAlertRow::samplePostIds),
                            texts("matching_product_ids", TrendAlertRow::matchingProductIds),
                            json("signals", TrendAlertRow::signals),
                            text("first_signal", TrendAlertRow::firstSignal),
                            json("regions", TrendAlertRow::regions),
                            time("raised_at", TrendAlertRow::raisedAt),
                            time("opened_at", TrendAlertRow::openedAt),
                            optionalTime("resolved_at", TrendAlertRow::resolvedAt),
                            text("model_version", TrendAlertRow::modelVersion)));

    private static final Table<SubjectTrendRow> SUBJECT_TREND =
            Table.versioned(
                    SubjectTrendRow.class,
                    "subject_trend",
                    List.of(text("subject_key", SubjectTrendRow::subjectKey)),
                    List.of(
                            text("subject_type", SubjectTrendRow::subjectType),
                            text("subject", SubjectTrendRow::subject),
                            day("day", SubjectTrendRow::day),
                            reals("days", SubjectTrendRow::days),
                            text("phase", SubjectTrendRow::phase),
                            optionalReal("level", SubjectTrendRow::level),
                            optionalReal("slope", SubjectTrendRow::slope),
                            optionalReal("weeks12", SubjectTrendRow::weeks12),
                            optionalReal("weeks12_p10", SubjectTrendRow::weeks12P10),
                            optionalReal("weeks12_p90", SubjectTrendRow::weeks12P90),
                            optionalReal("weeks24", SubjectTrendRow::weeks24),
                            optionalReal("weeks24_p10", SubjectTrendRow::weeks24P10),
                            optionalReal("weeks24_p90", SubjectTrendRow::weeks24P90)));

    private static final Table<KpiDailyRow> KPI_DAILY =
            Table.versioned(
                    KpiDailyRow.class,
                    "kpi_daily",
                    List.of(
                            day("day", KpiDailyRow::day),
                            text("channel", KpiDailyRow::channel),
                            text("store_id", KpiDailyRow::storeId),
                            text("segment", KpiDailyRow::segment)),
                    List.of(
                            number("orders", KpiDailyRow::orders),
                            number("units", KpiDailyRow::units),
                            number("returned_units", KpiDailyRow::returnedUnits),
                            money("gross_revenue", KpiDailyRow::grossRevenue),
                            money("net_revenue", KpiDailyRow::netRevenue),
                            money("returned_revenue", KpiDailyRow::returnedRevenue),
                            number("customers", KpiDailyRow::customers),
                            number("new_customers", KpiDailyRow::newCustomers),
                            number("visits", KpiDailyRow::visits)));

    private static final Table<CategorySegmentRow> CATEGORY_SEGMENT_DAILY =
            Table.versioned(
                    CategorySegmentRow.class,
                    "category_segment_daily",
                    List.of(
                            day("day", CategorySegmentRow::day),
                            text("category", CategorySegmentRow::category),
                            text("brand", CategorySegmentRow::brand),
                            text("segment", CategorySegmentRow::segment)),
                    List.of(
                            number("orders", CategorySegmentRow::orders),
                            number("units", CategorySegmentRow::units),
                            number("returned_units", CategorySegmentRow::returnedUnits),
                            money("gross_revenue", CategorySegmentRow::grossRevenue),
                            money("net_revenue", CategorySegmentRow::netRevenue),
                            number("customers", CategorySegmentRow::customers)));

    private static final Table<ProductRow> PRODUCT =
            Table.versioned(
                    ProductRow.class,
                    "product",
                    List.of(text("product_id", ProductRow::productId)),
                    List.of(
                            text("title", ProductRow::title),
                            text("category", ProductRow::category),
                            text("brand", ProductRow::brand),
                            optionalMoney("price", ProductRow::price),
                            text("currency", ProductRow::currency),
                            json("attributes", ProductRow::attributes),
                            text("image_uri", ProductRow::imageUri),
                            optionalTime("launched_at", ProductRow::launchedAt),
                            flag("active", ProductRow::active),
                            flag("removed", ProductRow::removed)));

    /** In the order in which every transaction writes them, so that no two wait for each other. */
    static final List<Table<? extends Row>> ALL =
            List.of(
                    CUSTOMER_PROFILE,
                    WORLD,
                    CUSTOMER_SEGMENT_HISTORY,
                    PRODUCT_SALES_HOURLY,
                    PRODUCT_SALES_DAILY,
                    INVENTORY_POSITION,
                    PRODUCT_POPULARITY,
                    CATEGORY_POPULARITY,
                    DATA_QUALITY,
                    DEAD_LETTER,
                    FORECAST_ISSUE,
                    FORECAST_ACCURACY,
                    MODEL_METRIC,
                    LOW_STOCK_ALERT,
                    SALES_ANOMALY,
                    STORE_VISITS_FORECAST,
                    PRICE_ELASTICITY,
                    PRICE_PROPOSAL,
                    RECOMMENDATION,
                    PRODUCT_EMBEDDING,
                    PRODUCT_SIMILAR_LOOK,
                    POST_LOOK,
                    SALES_PROFILE,
                    PRODUCT_SALES_PROFILE,
                    TREND_ALERT,
                    SUBJECT_TREND,
                    KPI_DAILY,
                    CATEGORY_SEGMENT_DAILY,
                    PRODUCT);

    private Tables() {}
}
