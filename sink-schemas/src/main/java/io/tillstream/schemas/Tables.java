package io.tillstream.schemas;

import static io.tillstream.schemas.Column.day;
import static io.tillstream.schemas.Column.money;
import static io.tillstream.schemas.Column.number;
import static io.tillstream.schemas.Column.optionalMoney;
import static io.tillstream.schemas.Column.optionalNumber;
import static io.tillstream.schemas.Column.real;
import static io.tillstream.schemas.Column.text;
import static io.tillstream.schemas.Column.time;

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
                            optionalNumber("reorder_point", InventoryRow::reorderPoint)));

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
                    DEAD_LETTER);

    private Tables() {}
}
