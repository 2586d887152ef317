package io.tillstream.demand;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.OutputRecord;
import io.tillstream.connect.Sinks;
import io.tillstream.events.CalendarDay;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.Product;
import io.tillstream.events.ShelfDay;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.StockSignal;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.ModelMetricRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import io.tillstream.schemas.rows.StoreVisitsRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What will sell and what runs out.
 *
 * <pre>
 * closed days' sales, shelves, catalogue -> described -> demand by category  <- calendar
 *         |-> launches that are over -> sales profiles ------+
 *                                                           |-> forecasts, accuracy
 *                                                           |-> total, metrics
 *                                                           |-> outlooks of stores
 * </pre>
 */
public final class DemandPipeline {
    private DemandPipeline() {}

    /**
     * What others send and watch.
     *
     * @param records for {@code retail.forecasts} and {@code retail.alerts.low-stock}
     * @param metrics of forecasts and sales profiles
     */
    public record Streams(DataStream<OutputRecord> records, DataStream<ModelMetricRow> metrics) {}

    /**
     * Adds the pipeline.
     *
     * @param pictures nullable: how products look
     */
    public static Streams define(
            DataStream<ShopEvent> events,
            DataStream<ClosedSales> sales,
            DataStream<ShelfDay> shelves,
            DataStream<StockSignal> signals,
            DataStream<Product> catalogue,
            DataStream<PictureEmbedding> pictures,
            DataStream<CalendarDay> calendar,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        DemandSettings settings =
                new DemandSettings(
                        config.dayClose(),
                        DemandOptions.issueFrom(config),
                        config.get(DemandOptions.LEAD_TIME),
                        config.get(DemandOptions.RECONCILE));
        SingleOutputStreamOperator<DemandFact> facts =
                facts(sales, shelves, catalogue, pictures, settings);
        SingleOutputStreamOperator<Almanac> profiles = profiles(facts, world, settings);
        DataStream<Almanac> almanac = almanac(calendar, world);
        SingleOutputStreamOperator<ForecastRow> demand =
                OperatorId.DEMAND.on(
                        facts.keyBy(DemandFact::category)
                                .connect(
                                        almanac.union(shop(sales, settings), profiles)
                                                .broadcast(
                                                        KeepDemand.WORLD,
                                                        KeepDemand.SHOP,
                                                        KeepDemand.CALENDAR,
                                                        KeepDemand.PROFILES))
                                .process(new KeepDemand(settings)));
        SingleOutputStreamOperator<ForecastRow> total =
                OperatorId.TOTAL_DEMAND
                        .on(
                                demand.getSideOutput(KeepDemand.DAYS)
                                        .keyBy(day -> true)
                                        .process(new SumDemand(settings.dayClose())))
                        .forceNonParallel()
                        .disableChaining();
        sinks.rows(demand.union(total), OperatorId.SINK_FORECASTS);
        sinks.rows(
                demand.getSideOutput(KeepDemand.ACCURACY)
                        .union(total.getSideOutput(SumDemand.ACCURACY)),
                OperatorId.SINK_FORECAST_ACCURACY);
        prices(demand, sinks);
        profiles(profiles, demand, sinks);
        DataStream<SalesAnomalyRow> silent = stores(events, almanac, settings, sinks, config);
        sinks.rows(
                demand.getSideOutput(KeepDemand.ANOMALIES).union(silent),
                OperatorId.SINK_ANOMALIES);
        DataStream<OutputRecord> forecasts =
                OperatorId.FORECAST_RECORDS.on(
                        demand.getSideOutput(KeepDemand.NOTABLE)
                                .union(total)
                                .map(new ForecastRecords())
                                .returns(TypeInformation.of(OutputRecord.class)));
        return new Streams(
                forecasts.union(stock(demand, signals, sinks, config)),
                total.getSideOutput(SumDemand.METRICS)
                        .union(profiles.getSideOutput(KeepProfiles.METRICS)));
    }

    /** Stock positions and alerts; what comes back are the alerts' records. */
    private static DataStream<OutputRecord> stock(
            SingleOutputStreamOperator<ForecastRow> demand,
            DataStream<StockSignal> signals,
            Sinks sinks,
            JobConfig config) {
        TypeInformation<StockInput> type = TypeInformation.of(StockInput.class);
        DataStream<StockInput> moved =
                OperatorId.STOCK_SIGNALS.on(signals.map(StockInput::of).returns(type));
        DataStream<StockInput> expected =
                OperatorId.STOCK_OUTLOOKS.on(
                        demand.getSideOutput(KeepDemand.OUTLOOKS)
                                .map(StockInput::of)
                                .returns(type));
        long lateness = config.millis(JobOptions.ALLOWED_LATENESS);
        SingleOutputStreamOperator<InventoryRow> positions =
                OperatorId.STOCK_WATCH.on(
                        moved.union(expected)
                                .keyBy(
                                        new StockInput.ByStoreProduct(),
                                        TypeInformation.of(StoreProduct.class))
                                .transform(
                                        OperatorId.STOCK_WATCH.label(),
                                        TypeInformation.of(InventoryRow.class),
                                        new WatchStock(
                                                policy(config),
                                                lateness,
                                                lookahead(config),
                                                config.millis(JobOptions.FLUSH_INTERVAL))));
        sinks.rows(positions, OperatorId.SINK_STOCK);
        sinks.rows(positions.getSideOutput(WatchStock.ALERTS), OperatorId.SINK_LOW_STOCK);
        return positions.getSideOutput(WatchStock.RECORDS);
    }

    private static void profiles(
            SingleOutputStreamOperator<Almanac> profiles,
            SingleOutputStreamOperator<ForecastRow> demand,
            Sinks sinks) {
        sinks.rows(profiles.getSideOutput(KeepProfiles.PROFILES), OperatorId.SINK_SALES_PROFILES);
        sinks.rows(
                profiles.getSideOutput(KeepProfiles.PRODUCTS)
                        .union(demand.getSideOutput(KeepDemand.PRODUCT_PROFILES)),
                OperatorId.SINK_PRODUCT_PROFILES);
    }

    private static void prices(SingleOutputStreamOperator<ForecastRow> demand, Sinks sinks) {
        sinks.rows(demand.getSideOutput(KeepDemand.ELASTICITIES), OperatorId.SINK_ELASTICITIES);
        sinks.rows(demand.getSideOutput(KeepDemand.PROPOSALS), OperatorId.SINK_PRICE_PROPOSALS);
    }

    /** Visits of stores; what comes back are those that fell silent. */
    private static DataStream<SalesAnomalyRow> stores(
            DataStream<ShopEvent> events,
            DataStream<Almanac> almanac,
            DemandSettings settings,
            Sinks sinks,
            JobConfig config) {
        DataStream<StoreHours> hours =
                OperatorId.STORE_HOURS.on(
                        events.transform(
                                OperatorId.STORE_HOURS.label(),
                                TypeInformation.of(StoreHours.class),
                                new CountReceipts(config.millis(JobOptions.FLUSH_INTERVAL))));
        SingleOutputStreamOperator<StoreVisitsRow> visits =
                OperatorId.STORE_VISITS.on(
                        hours.keyBy(StoreHours::storeId)
                                .connect(almanac.broadcast(WatchStores.WORLD, KeepDemand.CALENDAR))
                                .process(
                                        new WatchStores(
                                                settings.dayClose(), settings.issueFrom())));
        sinks.rows(visits, OperatorId.SINK_STORE_VISITS);
        return visits.getSideOutput(WatchStores.SILENT);
    }

    /**
     * A live signal is believed at once. In a bounded run one source may be read far ahead of
     * another, and what it says waits for its time.
     */
    private static long lookahead(JobConfig config) {
        return config.get(JobOptions.KAFKA_BOUNDED)
                ? 0
                : config.millis(JobOptions.ALLOWED_LATENESS)
                        + config.millis(JobOptions.OUT_OF_ORDERNESS);
    }

    private static ReplenishmentPolicy policy(JobConfig config) {
        double threshold = config.get(DemandOptions.ALERT_THRESHOLD);
        return new ReplenishmentPolicy(
                threshold,
                threshold / 2,
                config.get(DemandOptions.SERVICE_LEVEL),
                config.get(DemandOptions.REVIEW_PERIOD),
                config.get(DemandOptions.LEAD_TIME));
    }

    private static SingleOutputStreamOperator<DemandFact> facts(
            DataStream<ClosedSales> sales,
            DataStream<ShelfDay> shelves,
            DataStream<Product> catalogue,
            DataStream<PictureEmbedding> pictures,
            DemandSettings settings) {
        TypeInformation<DemandFact> type = TypeInformation.of(DemandFact.class);
        DataStream<DemandFact> sold =
                OperatorId.DEMAND_SALES.on(sales.map(DemandFact::of).returns(type));
        DataStream<DemandFact> stood =
                OperatorId.DEMAND_SHELVES.on(shelves.map(DemandFact::of).returns(type));
        DataStream<DemandFact> listed =
                OperatorId.DEMAND_CATALOG.on(
                        catalogue
                                .map(product -> DemandFact.of(CatalogFacts.of(product)))
                                .returns(type));
        DataStream<DemandFact> described =
                pictures == null
                        ? listed
                        : listed.union(
                                OperatorId.DEMAND_PICTURES.on(
                                        pictures.map(DemandFact::of).returns(type)));
        return OperatorId.DEMAND_FACTS.on(
                sold.union(stood, described)
                        .keyBy(DemandFact::productId)
                        .process(new DescribeFacts(settings.dayClose())));
    }

    private static SingleOutputStreamOperator<Almanac> profiles(
            SingleOutputStreamOperator<DemandFact> facts,
            DataStream<WorldTime> world,
            DemandSettings settings) {
        TypeInformation<ProfileInput> type = TypeInformation.of(ProfileInput.class);
        DataStream<ProfileInput> launches =
                OperatorId.SEEN_LAUNCHES.on(
                        facts.getSideOutput(DescribeFacts.LAUNCHES)
                                .map(ProfileInput::of)
                                .returns(type));
        DataStream<ProfileInput> time =
                OperatorId.PROFILES_WORLD.on(
                        world.map(ProfileInput::of).returns(type).setParallelism(1));
        return OperatorId.SALES_PROFILES
                .on(
                        launches.union(time)
                                .keyBy(input -> true)
                                .process(new KeepProfiles(settings.dayClose()))
                                .returns(TypeInformation.of(Almanac.class)))
                .forceNonParallel()
                .disableChaining();
    }

    private static DataStream<Almanac> almanac(
            DataStream<CalendarDay> calendar, DataStream<WorldTime> world) {
        TypeInformation<Almanac> type = TypeInformation.of(Almanac.class);
        return OperatorId.ALMANAC_DAYS
                .on(calendar.map(Almanac::of).returns(type))
                .union(
                        OperatorId.ALMANAC_WORLD.on(
                                world.map(Almanac::of).returns(type).setParallelism(1)));
    }

    private static DataStream<Almanac> shop(
            DataStream<ClosedSales> sales, DemandSettings settings) {
        return OperatorId.SHOP_DAYS
                .on(
                        sales.keyBy(day -> true)
                                .process(new SumShop(settings.dayClose()))
                                .returns(TypeInformation.of(Almanac.class)))
                .forceNonParallel()
                .disableChaining();
    }
}
