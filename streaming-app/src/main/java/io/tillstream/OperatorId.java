package io.tillstream;

import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Every operator of the job: its {@code uid}, under which a savepoint keeps its state, and its name
 * for people. Uids are never changed; {@code operators.txt} in the tests holds them to that.
 */
public enum OperatorId {
    SOURCE_POS_SALES("source-pos-sales", "Till receipts"),
    SOURCE_ECOM_EVENTS("source-ecom-events", "Web-shop events"),
    SOURCE_SOCIAL_POSTS("source-social-posts", "Social posts"),
    SOURCE_CATALOG_PRODUCTS("source-catalog-products", "Catalogue"),
    SOURCE_INVENTORY_LEVELS("source-inventory-levels", "Stock snapshots"),
    SOURCE_CALENDAR_DAYS("source-calendar-days", "Calendar"),
    INTAKE_POS_SALES("intake-pos-sales", "Check till receipts"),
    INTAKE_ECOM_EVENTS("intake-ecom-events", "Check web-shop events"),
    INTAKE_SOCIAL_POSTS("intake-social-posts", "Check social posts"),
    INTAKE_CATALOG_PRODUCTS("intake-catalog-products", "Check catalogue"),
    INTAKE_INVENTORY_LEVELS("intake-inventory-levels", "Check stock snapshots"),
    INTAKE_CALENDAR_DAYS("intake-calendar-days", "Check calendar"),
    ORDERS("orders", "Events that bring an order"),
    NO_ORDERS("no-orders", "All other web-shop events"),
    DEDUPLICATE_ORDERS("deduplicate-orders", "Drop orders that came under another event"),
    TIME_OF_LEVELS("time-of-levels", "Event time of stock snapshots"),
    TIME_OF_POSTS("time-of-posts", "Event time of posts"),
    DEDUPLICATE("deduplicate", "Drop duplicates, count late events"),
    EVENT_CLOCK("event-clock", "Close days"),
    WORLD_ROWS("world-rows", "Rows of the world's time"),
    SINK_WORLD("sink-world", "Table world"),
    QUALITY("data-quality", "Add up data quality"),
    SINK_QUALITY("sink-data-quality", "Table data_quality"),
    QUALITY_INPUTS("quality-inputs", "Data quality to be closed"),
    QUALITY_NEWEST("quality-newest", "Newest events of feeds"),
    QUALITY_WORLD("quality-world", "World's time for data quality"),
    QUALITY_CLOSE("quality-close", "Close days of data quality"),
    SEGMENT_DAYS("segment-days", "Compare segments with those of 30 days before"),
    STABILITY_WORLD("stability-world", "World's time for stability"),
    STABILITY("segment-stability", "Sum up who stayed in their segment"),
    MEASURED_MODELS("measured-models", "Metrics of models to be watched"),
    METRICS_WATCH("metrics-watch", "Watch metrics and data quality"),
    SINK_MODEL_METRICS("sink-model-metrics", "Table model_metric"),
    DEAD_LETTER_ROWS("dead-letter-rows", "Rows of dead letters"),
    SINK_DEAD_LETTERS("sink-dead-letters", "Table dead_letter"),
    DEAD_LETTER_RECORDS("dead-letter-records", "Records of dead letters"),
    SINK_TOPICS("sink-topics", "Output topics, exactly once"),
    CUSTOMER_TRANSACTIONS("customer-transactions", "Transactions of known customers"),
    CUSTOMER_LEDGERS("customer-ledgers", "Keep customers' ledgers"),
    POPULATION_DELTAS("population-deltas", "Moves of customers"),
    POPULATION_POINTS("population-points", "Behaviour of customers"),
    POPULATION_WORLD("population-world", "World's time for the population"),
    POPULATION("population", "Keep the population's distributions and clusters"),
    CUSTOMER_SCORES("customer-scores", "Score customers"),
    SINK_CUSTOMERS("sink-customers", "Table customer_profile"),
    SEGMENT_ROWS("segment-rows", "Rows of segment changes"),
    SINK_SEGMENTS("sink-segments", "Table customer_segment_history"),
    SEGMENT_RECORDS("segment-records", "Records of segment changes"),
    PRODUCT_LINES("product-lines", "Lines by product"),
    SALES("product-sales", "Keep sales by hour and day"),
    SINK_DAILY_SALES("sink-daily-sales", "Table product_sales_daily"),
    SINK_HOURLY_SALES("sink-hourly-sales", "Table product_sales_hourly"),
    KPI_TRANSACTIONS("kpi-transactions", "Transactions for the figures"),
    KPI_VIEWS("kpi-views", "Views for the figures"),
    KPI_VISITS("kpi-visits", "Count visits"),
    KPI_SEGMENTS("kpi-segments", "Segments for the figures"),
    KPI_CUSTOMERS("kpi-customers", "Count customers and their orders"),
    KPI_SUMS("kpi-sums", "Add up management's figures"),
    SINK_KPIS("sink-kpis", "Table kpi_daily"),
    STOCK_MOVEMENTS("stock-movements", "Stock movements"),
    STOCK_SNAPSHOTS("stock-snapshots", "Stock snapshots as signals"),
    STOCK("inventory-position", "Keep stock positions"),
    SINK_STOCK("sink-inventory", "Table inventory_position"),
    PRODUCT_ACTIVITY("product-activity", "Sum activity before the shuffle"),
    ACTIVITY_SIGNALS("activity-signals", "Activity as signals"),
    CATALOG_SIGNALS("catalog-signals", "Catalogue as signals"),
    POPULARITY("product-popularity", "Keep popularity"),
    SINK_POPULARITY("sink-popularity", "Table product_popularity"),
    CATEGORIES("category-popularity", "Sum categories"),
    SINK_CATEGORIES("sink-categories", "Table category_popularity"),
    SHELVES("closing-shelves", "Keep stock at the end of days"),
    DEMAND_SALES("demand-sales", "Closed days' sales as facts"),
    DEMAND_SHELVES("demand-shelves", "Closed days' shelves as facts"),
    DEMAND_CATALOG("demand-catalog", "Catalogue as facts"),
    DEMAND_PICTURES("demand-pictures", "Pictures as facts"),
    DEMAND_FACTS("demand-facts", "Describe facts by the catalogue"),
    ALMANAC_DAYS("almanac-days", "Calendar for demand"),
    ALMANAC_WORLD("almanac-world", "World's time for demand"),
    SHOP_DAYS("shop-days", "Sum the shop's days"),
    DEMAND("demand", "Learn and forecast demand by category"),
    TOTAL_DEMAND("total-demand", "Sum demand, judge forecasts"),
    SINK_FORECASTS("sink-forecasts", "Table forecast_issue"),
    SINK_FORECAST_ACCURACY("sink-forecast-accuracy", "Table forecast_accuracy"),
    SINK_ELASTICITIES("sink-price-elasticities", "Table price_elasticity"),
    SINK_PRICE_PROPOSALS("sink-price-proposals", "Table price_proposal"),
    STORE_HOURS("store-hours", "Count receipts before the shuffle"),
    STORE_VISITS("store-visits", "Watch stores, forecast visits"),
    SINK_STORE_VISITS("sink-store-visits", "Table store_visits_forecast"),
    SINK_ANOMALIES("sink-anomalies", "Table sales_anomaly"),
    FORECAST_RECORDS("forecast-records", "Records of forecasts"),
    STOCK_SIGNALS("stock-signals", "Stock signals as input of the watch"),
    STOCK_OUTLOOKS("stock-outlooks", "Outlooks as input of the watch"),
    STOCK_WATCH("stock-watch", "Watch stock against demand"),
    SINK_LOW_STOCK("sink-low-stock", "Table low_stock_alert"),
    BASKETS("baskets", "Pair the products of a basket"),
    SESSION_EVENTS("session-events", "What sessions look at"),
    SESSIONS("sessions", "Pair the products of a session"),
    ITEM_FACTS("item-facts", "Catalogue for recommendations"),
    ITEM_STOCK("item-stock", "Stock for recommendations"),
    ITEM_PICTURES("item-pictures", "Pictures for recommendations"),
    ITEM_LOOKALIKES("item-lookalikes", "Similar looks for recommendations"),
    ITEMS("items", "Keep popularity and neighbours of products"),
    SHOPPER_EVENTS("shopper-events", "Events of shoppers"),
    SHOPPERS("shoppers", "Keep shoppers, find candidates"),
    TOWERS("two-tower", "Ask the two towers"),
    RANKER_EXAMPLES("ranker-examples", "Purchases for the ranker"),
    RANKER_FEEDBACK("ranker-feedback", "Feedback for the ranker"),
    RANKER("ranker", "Learn to rank"),
    RECOMMENDATIONS("recommendations", "Rank and recommend"),
    SINK_RECOMMENDATIONS("sink-recommendations", "Table recommendation"),
    SINK_RECOMMENDATION_RECORDS(
            "sink-recommendation-records", "Topic retail.recommendations, at once"),
    RECOMMENDATION_ACCURACY("recommendation-accuracy", "Judge recommendations by purchases"),
    MODEL_REFUSALS("model-refusals", "Alerts of models that are refused"),
    PICTURES("pictures", "Keep addresses of pictures"),
    ENCODE_PICTURES("encode-pictures", "Fetch and encode pictures"),
    ENCODER_WATCH("encoder-watch", "Watch the encoder of pictures"),
    LOOKS("looks", "Keep looks, styles and neighbours"),
    SINK_EMBEDDINGS("sink-product-embeddings", "Table product_embedding"),
    SINK_SIMILAR_LOOKS("sink-similar-looks", "Table product_similar_look"),
    PICTURES_SEEN("pictures-seen", "Pictures that were asked for"),
    PICTURE_QUALITY("picture-quality", "Count pictures that are refused"),
    SINK_PICTURE_QUALITY("sink-picture-quality", "Table data_quality, pictures"),
    POST_PICTURES("post-pictures", "Pictures of posts"),
    ENCODE_POSTS("encode-posts", "Fetch and encode pictures of posts"),
    POSTS_SEEN("posts-seen", "Pictures of posts that were asked for"),
    POST_QUALITY("post-quality", "Count pictures of posts that are refused"),
    SINK_POST_QUALITY("sink-post-quality", "Table data_quality, posts"),
    POSTS_ENCODED("posts-encoded", "Pictures of posts that were encoded"),
    POST_PRODUCTS("post-products", "Products to compare posts with"),
    POST_STYLES("post-styles", "Styles to compare posts with"),
    POST_LOOKS("post-looks", "Match posts with products"),
    POST_LOOK_ROWS("post-look-rows", "Rows of posts' looks"),
    SINK_POST_LOOKS("sink-post-looks", "Table post_look"),
    TOWERS_WATCH("towers-watch", "Watch the two towers"),
    CUSTOMER_SEGMENTS("customer-segments", "Segments of customers"),
    BASKET_EVENTS("basket-events", "Purchases of customers"),
    BASKET_SEGMENTS("basket-segments", "Segments for baskets"),
    CUSTOMER_BASKETS("customer-baskets", "Pair the products of a customer's basket"),
    SHOPPER_LOGINS("shopper-logins", "What sessions did before login"),
    SHOPPER_SEGMENTS("shopper-segments", "Segments of shoppers"),
    FEEDBACK_EVENTS("feedback-events", "Feedback on our lists"),
    RANKER_WORLD("ranker-world", "World's time for the ranker"),
    JUDGED_PURCHASES("judged-purchases", "Purchases beside their lists"),
    JUDGE_WORLD("judge-world", "World's time for the judge"),
    RANKER_WATCH("ranker-watch", "Watch the trained ranker"),
    SEEN_LAUNCHES("seen-launches", "Launches that are over"),
    PROFILES_WORLD("profiles-world", "World's time for sales profiles"),
    SALES_PROFILES("sales-profiles", "Learn sales profiles of new products"),
    SINK_SALES_PROFILES("sink-sales-profiles", "Table sales_profile"),
    SINK_PRODUCT_PROFILES("sink-product-profiles", "Table product_sales_profile"),
    POST_SUBJECTS("post-subjects", "Read what posts are about"),
    GATHER_MENTIONS("gather-mentions", "Gather mentions of subjects"),
    SUBJECTS("subjects", "Keep what is usual of subjects"),
    SUBJECT_DAYS("subject-days", "Days of subjects"),
    SUBJECT_HISTORIES("subject-histories", "Keep days and weeks of subjects"),
    TREND_HOURS("trend-hours", "Rises for trends"),
    TREND_CATALOG("trend-catalog", "Catalogue for trends"),
    TRENDS("trends", "Open and end trends"),
    SINK_TRENDS("sink-trends", "Table trend_alert"),
    SINK_SUBJECTS("sink-subjects", "Table subject_trend"),
    GATHER_INTERESTS("gather-interests", "Gather who looks at what and buys it"),
    SHOP_HOURS("shop-hours", "Count shoppers of products by the hour"),
    FEATURE_DRIFT("feature-drift", "Compare features of customers with those of before"),
    REVENUE_DRIFT("revenue-drift", "Compare daily revenue with that of before"),
    COUNT_LATENCIES("count-latencies", "Gather how long recommendations took"),
    RECOMMENDATION_LATENCY("recommendation-latency", "Tell how long recommendations took"),
    PRODUCT_ROWS("product-rows", "Keep what the catalogue says"),
    SINK_PRODUCTS("sink-products", "Table product");

    private final String uid;
    private final String label;

    OperatorId(String uid, String label) {
        this.uid = uid;
        this.label = label;
    }

    /** The key of the operator's state in savepoints. */
    public String uid() {
        return uid;
    }

    /** The name that people see. */
    public String label() {
        return label;
    }

    /** Names an operator. */
    public <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> operator) {
        return operator.uid(uid).name(label);
    }

    /** Names a sink. */
    public <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
        return sink.uid(uid).name(label);
    }
}
