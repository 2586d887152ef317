package io.tillstream.products;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.OperatorId;
import io.tillstream.connect.Sinks;
import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.events.Product;
import io.tillstream.events.ShelfDay;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import io.tillstream.events.Transaction;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.DailySalesRow;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.ProductPopularityRow;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * What sells, what is in stock and what is popular.
 *
 * <pre>
 * transactions -> lines -> sales by hour and day
 *                   |----> stock position   <- snapshots
 * events -> activity, pre-summed -> popularity <- catalogue
 *                                       +-> category popularity
 * catalogue -> products
 * </pre>
 */
public final class ProductsPipeline {
    private ProductsPipeline() {}

    /**
     * What other capabilities build on.
     *
     * @param sales of each day at its close
     * @param shelves at the end of each day
     * @param signals every snapshot and movement of stock
     */
    public record Streams(
            DataStream<ClosedSales> sales,
            DataStream<ShelfDay> shelves,
            DataStream<StockSignal> signals) {}

    /**
     * Adds the pipeline. Where demand runs it keeps the stock positions, which it knows more of.
     */
    public static Streams define(
            DataStream<ShopEvent> events,
            DataStream<StockLevel> levels,
            DataStream<Product> catalogue,
            DataStream<WorldTime> world,
            Sinks sinks,
            JobConfig config) {
        long flushInterval = config.millis(JobOptions.FLUSH_INTERVAL);
        DataStream<ProductLine> lines =
                OperatorId.PRODUCT_LINES.on(
                        events.flatMap(ProductsPipeline::lines)
                                .returns(TypeInformation.of(ProductLine.class)));
        DataStream<ClosedSales> sales =
                sales(
                        lines,
                        config.get(JobOptions.RETENTION),
                        config.dayClose(),
                        flushInterval,
                        sinks);
        sinks.rows(
                OperatorId.PRODUCT_ROWS.on(
                        catalogue.keyBy(Product::productId).process(new KeepProducts())),
                OperatorId.SINK_PRODUCTS);
        popularity(events, catalogue, world, config.dayClose(), flushInterval, sinks);
        DataStream<StockSignal> signals = signals(lines, levels);
        if (!config.runs("demand")) {
            stock(signals, config, sinks);
            return new Streams(sales, null, signals);
        }
        return new Streams(sales, shelves(signals, config.dayClose(), flushInterval), signals);
    }

    private static void lines(ShopEvent event, Collector<ProductLine> out) {
        if (event instanceof Transaction transaction) {
            ProductLine.of(transaction).forEach(out::collect);
        }
    }

    private static DataStream<ClosedSales> sales(
            DataStream<ProductLine> lines,
            Duration retention,
            DayClose dayClose,
            long flushInterval,
            Sinks sinks) {
        SingleOutputStreamOperator<DailySalesRow> sales =
                OperatorId.SALES.on(
                        lines.keyBy(new BySale(), TypeInformation.of(SalesKey.class))
                                .transform(
                                        OperatorId.SALES.label(),
                                        TypeInformation.of(DailySalesRow.class),
                                        new KeepSales(retention, dayClose, flushInterval)));
        sinks.rows(sales, OperatorId.SINK_DAILY_SALES);
        sinks.rows(sales.getSideOutput(KeepSales.HOURLY), OperatorId.SINK_HOURLY_SALES);
        return sales.getSideOutput(KeepSales.CLOSED);
    }

    private static DataStream<StockSignal> signals(
            DataStream<ProductLine> lines, DataStream<StockLevel> levels) {
        TypeInformation<StockSignal> type = TypeInformation.of(StockSignal.class);
        DataStream<StockSignal> movements =
                OperatorId.STOCK_MOVEMENTS.on(lines.map(ProductLine::movement).returns(type));
        DataStream<StockSignal> snapshots =
                OperatorId.STOCK_SNAPSHOTS.on(levels.map(StockSignal::of).returns(type));
        return movements.union(snapshots);
    }

    private static void stock(DataStream<StockSignal> signals, JobConfig config, Sinks sinks) {
        SingleOutputStreamOperator<InventoryRow> stock =
                OperatorId.STOCK.on(
                        signals.keyBy(new ByStock(), TypeInformation.of(StockKey.class))
                                .transform(
                                        OperatorId.STOCK.label(),
                                        TypeInformation.of(InventoryRow.class),
                                        new KeepStock(
                                                config.millis(JobOptions.ALLOWED_LATENESS),
                                                config.millis(JobOptions.FLUSH_INTERVAL))));
        sinks.rows(stock, OperatorId.SINK_STOCK);
    }

    private static DataStream<ShelfDay> shelves(
            DataStream<StockSignal> signals, DayClose dayClose, long flushInterval) {
        return OperatorId.SHELVES.on(
                signals.keyBy(new ByStock(), TypeInformation.of(StockKey.class))
                        .transform(
                                OperatorId.SHELVES.label(),
                                TypeInformation.of(ShelfDay.class),
                                new CloseShelves(dayClose, flushInterval)));
    }

    private static void popularity(
            DataStream<ShopEvent> events,
            DataStream<Product> catalogue,
            DataStream<WorldTime> world,
            DayClose dayClose,
            long flushInterval,
            Sinks sinks) {
        TypeInformation<ProductSignal> signalType = TypeInformation.of(ProductSignal.class);
        DataStream<ProductSignal> activity =
                OperatorId.ACTIVITY_SIGNALS.on(
                        OperatorId.PRODUCT_ACTIVITY
                                .on(
                                        events.transform(
                                                OperatorId.PRODUCT_ACTIVITY.label(),
                                                TypeInformation.of(ProductActivity.class),
                                                new CountActivity(flushInterval)))
                                .map(ProductSignal::of)
                                .returns(signalType));
        DataStream<ProductSignal> news =
                OperatorId.CATALOG_SIGNALS.on(catalogue.map(ProductSignal::of).returns(signalType));
        SingleOutputStreamOperator<ProductPopularityRow> popularity =
                OperatorId.POPULARITY.on(
                        activity.union(news)
                                .keyBy(new ProductSignal.ByCohort())
                                .connect(world.broadcast(KeepPopularity.WORLD))
                                .process(new KeepPopularity(dayClose)));
        sinks.rows(popularity, OperatorId.SINK_POPULARITY);
        sinks.rows(
                OperatorId.CATEGORIES.on(
                        popularity
                                .getSideOutput(KeepPopularity.CATEGORIES)
                                .keyBy(CategoryShare::category)
                                .process(new SumCategories(dayClose))),
                OperatorId.SINK_CATEGORIES);
    }

    private static final class BySale implements KeySelector<ProductLine, SalesKey> {
        private static final long serialVersionUID = 1L;

        @Override
        public SalesKey getKey(ProductLine line) {
            return line.salesKey();
        }
    }

    private static final class ByStock implements KeySelector<StockSignal, StockKey> {
        private static final long serialVersionUID = 1L;

        @Override
        public StockKey getKey(StockSignal signal) {
            return new StockKey(signal.storeId(), signal.productId());
        }
    }
}
