package io.tillstream.products;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.ProductPopularityRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Popularity and average price of each product as of each closed day, and each cohort's part of its
 * categories' popularity. Products are kept by cohort for the same reason as customers are: all of
 * them change when a day closes, and a scan behind one timer is a tenth of the cost of a timer
 * each. A product is forgotten when the catalogue does not list it and four weeks saw no activity.
 */
final class KeepPopularity
        extends KeyedBroadcastProcessFunction<
                Integer, ProductSignal, WorldTime, ProductPopularityRow> {
    static final OutputTag<CategoryShare> CATEGORIES =
            new OutputTag<>("category-shares", TypeInformation.of(CategoryShare.class));
    static final MapStateDescriptor<Boolean, WorldTime> WORLD =
            new MapStateDescriptor<>("world", Types.BOOLEAN, TypeInformation.of(WorldTime.class));

    private static final long serialVersionUID = 1L;
    private static final double THOUSANDTHS = 1_000;
    private static final MapStateDescriptor<String, ProductInterest> PRODUCTS =
            new MapStateDescriptor<>(
                    "products", Types.STRING, TypeInformation.of(ProductInterest.class));

    private static final ValueStateDescriptor<Long> LAST_CLOSED =
            new ValueStateDescriptor<>("last-closed", Types.LONG);

    private final DayClose dayClose;
    private transient MapState<String, ProductInterest> products;
    private transient ValueState<Long> lastClosed;
    private transient Map<Integer, Long> nextTimers;

    KeepPopularity(DayClose dayClose) {
        this.dayClose = dayClose;
    }

    @Override
    public void open(OpenContext context) {
        products = getRuntimeContext().getMapState(PRODUCTS);
        lastClosed = getRuntimeContext().getState(LAST_CLOSED);
        nextTimers = new HashMap<>();
    }

    @Override
    public void processElement(
            ProductSignal signal, ReadOnlyContext context, Collector<ProductPopularityRow> out)
            throws Exception {
        ProductInterest product = products.get(signal.productId());
        if (product == null) {
            product = new ProductInterest();
        }
        long nextDay = dayClose.lastClosed(context.currentWatermark()) + 1;
        if (signal.activity() != null) {
            product.add(signal.activity());
            nextDay = Math.max(nextDay, signal.activity().day());
        } else {
            product.category = signal.category();
            product.listed = signal.listed();
        }
        products.put(signal.productId(), product);
        if (signal.activity() != null) {
            registerTimer(context, nextDay);
        }
    }

    private void registerTimer(ReadOnlyContext context, long day) {
        long closesAt = dayClose.closesAt(day);
        Long next = nextTimers.get(context.getCurrentKey());
        if (next == null || closesAt < next) {
            context.timerService().registerEventTimeTimer(closesAt);
            nextTimers.put(context.getCurrentKey(), closesAt);
        }
    }

    @Override
    public void processBroadcastElement(
            WorldTime world, Context context, Collector<ProductPopularityRow> out)
            throws Exception {
        context.getBroadcastState(WORLD).put(true, world);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ProductPopularityRow> out)
            throws Exception {
        nextTimers.remove(context.getCurrentKey());
        long watermark = context.currentWatermark();
        if (watermark != Long.MAX_VALUE) {
            long day = dayClose.lastClosed(watermark);
            close(day, context, out);
            if (products.isEmpty()) {
                lastClosed.clear();
            } else {
                registerTimer(context, day + 1);
            }
            return;
        }
        WorldTime world = context.getBroadcastState(WORLD).get(true);
        if (world != null) {
            close(EventTime.dayOf(world.asOf()), context, out);
        }
    }

    private void close(long day, OnTimerContext context, Collector<ProductPopularityRow> out)
            throws Exception {
        Long last = lastClosed.value();
        if (last != null && last >= day) {
            return;
        }
        lastClosed.update(day);
        Map<String, CategoryShare> categories = new HashMap<>();
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, ProductInterest> entry : products.entries()) {
            ProductInterest product = entry.getValue();
            if (product.isQuiet()) {
                if (!product.listed) {
                    forgotten.add(entry.getKey());
                }
                continue;
            }
            // The day on which interest fell to nothing, however far event time jumped past it.
            long asOf = Math.min(day, product.lastDay() + ProductInterest.WINDOW);
            ProductPopularityRow row = row(entry.getKey(), product, asOf);
            out.collect(row);
            // Interest that fell to nothing on an earlier day is told of its category as well; a
            // later day's share holds without it, since it adds nothing.
            if (product.category != null && (last == null || asOf > last)) {
                categories.merge(product.category, share(row), KeepPopularity::sum);
            }
            if (product.forgetBefore(day - ProductInterest.WINDOW + 1)) {
                entry.setValue(product);
            }
        }
        for (String productId : forgotten) {
            products.remove(productId);
        }
        categories.values().forEach(share -> context.output(CATEGORIES, share));
    }

    private static ProductPopularityRow row(String productId, ProductInterest product, long day) {
        long[] sums = product.sums(day);
        long units = sums[ProductInterest.UNITS];
        return new ProductPopularityRow(
                productId,
                product.category,
                sums[ProductInterest.VIEWS],
                sums[ProductInterest.CARTS],
                units,
                units == 0
                        ? null
                        : Long.valueOf(Math.round((double) sums[ProductInterest.REVENUE] / units)),
                product.popularity(day),
                day,
                day);
    }

    private static CategoryShare sum(CategoryShare a, CategoryShare b) {
        if (a.day() == b.day()) {
            return a.plus(b);
        }
        return a.day() > b.day() ? a : b;
    }

    private static CategoryShare share(ProductPopularityRow row) {
        return new CategoryShare(
                row.category(),
                row.day(),
                row.views(),
                row.carts(),
                row.units(),
                Math.round(row.popularity() * THOUSANDTHS));
    }
}
