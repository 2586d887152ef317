package io.tillstream.demand;

import io.tillstream.events.CalendarDay;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.WorldTime;
import io.tillstream.schemas.rows.ForecastAccuracyRow;
import io.tillstream.schemas.rows.ForecastRow;
import io.tillstream.schemas.rows.PriceElasticityRow;
import io.tillstream.schemas.rows.PriceProposalRow;
import io.tillstream.schemas.rows.ProductSalesProfileRow;
import io.tillstream.schemas.rows.SalesAnomalyRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Demand by category: the facts of a day wait until it closes, then all series of the category
 * learn it and say what is to come, behind one timer. A category is one key, because what products
 * have in common (the week, the calendar, how far forecasts were off) and the agreement of the
 * levels are found where all of them are; categories run side by side.
 *
 * <p>Cost: a series takes about a kilobyte, a read and a write for each closed day. The largest
 * category is the bound on parallelism: a hundred thousand series in one key close a day in some
 * seconds on one core, which a day's end can wait for.
 */
final class KeepDemand
        extends KeyedBroadcastProcessFunction<String, DemandFact, Almanac, ForecastRow> {
    static final OutputTag<ForecastRow> NOTABLE =
            new OutputTag<>("notable-forecasts", TypeInformation.of(ForecastRow.class));
    static final OutputTag<ForecastAccuracyRow> ACCURACY =
            new OutputTag<>("forecast-accuracy", TypeInformation.of(ForecastAccuracyRow.class));
    static final OutputTag<StockOutlook> OUTLOOKS =
            new OutputTag<>("stock-outlooks", TypeInformation.of(StockOutlook.class));
    static final OutputTag<SalesAnomalyRow> ANOMALIES =
            new OutputTag<>("sales-anomalies", TypeInformation.of(SalesAnomalyRow.class));
    static final OutputTag<PriceElasticityRow> ELASTICITIES =
            new OutputTag<>("price-elasticities", TypeInformation.of(PriceElasticityRow.class));
    static final OutputTag<PriceProposalRow> PROPOSALS =
            new OutputTag<>("price-proposals", TypeInformation.of(PriceProposalRow.class));
    static final OutputTag<ProductSalesProfileRow> PRODUCT_PROFILES =
            new OutputTag<>("foretold-profiles", TypeInformation.of(ProductSalesProfileRow.class));
    static final OutputTag<CategoryDay> DAYS =
            new OutputTag<>("category-days", TypeInformation.of(CategoryDay.class));

    static final MapStateDescriptor<Boolean, WorldTime> WORLD =
            new MapStateDescriptor<>("world", Types.BOOLEAN, TypeInformation.of(WorldTime.class));
    static final MapStateDescriptor<Long, Long> SHOP =
            new MapStateDescriptor<>("shop", Types.LONG, Types.LONG);
    static final MapStateDescriptor<Long, DayNames> CALENDAR =
            new MapStateDescriptor<>("calendar", Types.LONG, TypeInformation.of(DayNames.class));
    static final MapStateDescriptor<Long, SalesProfiles> PROFILES =
            new MapStateDescriptor<>(
                    "sales-profiles", Types.LONG, TypeInformation.of(SalesProfiles.class));

    private static final long serialVersionUID = 1L;
    private static final long SHOP_DAYS = 2 * ShopAlmanac.LOOK_BACK;
    private static final MapStateDescriptor<String, ProductDemand> PRODUCTS =
            new MapStateDescriptor<>(
                    "product-demand", Types.STRING, TypeInformation.of(ProductDemand.class));
    private static final MapStateDescriptor<String, DemandFact> WAITING =
            new MapStateDescriptor<>(
                    "waiting-facts", Types.STRING, TypeInformation.of(DemandFact.class));
    private static final ValueStateDescriptor<CategoryDemand> CATEGORY =
            new ValueStateDescriptor<>("category-demand", TypeInformation.of(CategoryDemand.class));
    private static final ValueStateDescriptor<Long> LAST_CLOSED =
            new ValueStateDescriptor<>("last-closed", Types.LONG);

    private final DemandSettings settings;
    private final DayClose dayClose;
    private transient MapState<String, ProductDemand> products;
    private transient MapState<String, DemandFact> waiting;
    private transient ValueState<CategoryDemand> category;
    private transient ValueState<Long> lastClosed;
    private transient Map<String, Long> nextTimers;

    KeepDemand(DemandSettings settings) {
        this.settings = settings;
        this.dayClose = settings.dayClose();
    }

    @Override
    public void open(OpenContext context) {
        products = getRuntimeContext().getMapState(PRODUCTS);
        waiting = getRuntimeContext().getMapState(WAITING);
        category = getRuntimeContext().getState(CATEGORY);
        lastClosed = getRuntimeContext().getState(LAST_CLOSED);
        nextTimers = new HashMap<>();
    }

    @Override
    public void processElement(DemandFact fact, ReadOnlyContext context, Collector<ForecastRow> out)
            throws Exception {
        waiting.put(fact.id(), fact);
        if (fact.leaves() != null) {
            long closed = dayClose.lastClosed(context.currentWatermark());
            if (closed != DayClose.NONE) {
                registerTimer(context, closed + 1);
            }
        } else if (!fact.isDescription()) {
            wake(context, fact.day());
        }
    }

    private void wake(ReadOnlyContext context, long day) throws Exception {
        Long next = nextTimers.get(context.getCurrentKey());
        if (next == null || dayClose.closesAt(day) < next) {
            Long last = lastClosed.value();
            registerTimer(context, last == null ? day : last + 1);
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
            Almanac almanac, Context context, Collector<ForecastRow> out) throws Exception {
        if (almanac.world() != null) {
            context.getBroadcastState(WORLD).put(true, almanac.world());
            forgetOldDays(context);
        } else if (almanac.shop() != null) {
            context.getBroadcastState(SHOP).put(almanac.shop().day(), almanac.shop().units());
        } else if (almanac.profiles() != null) {
            context.getBroadcastState(PROFILES).put(almanac.profiles().day(), almanac.profiles());
            forgetOldProfiles(context);
        } else {
            learn(almanac.day(), context.getBroadcastState(CALENDAR));
        }
    }

    /** Takes the newest record of a day and country. */
    static void learn(CalendarDay day, BroadcastState<Long, DayNames> calendar) throws Exception {
        DayNames names = calendar.get(day.day());
        names = names == null ? new DayNames() : names;
        names.put(day);
        calendar.put(day.day(), names);
    }

    /** By the watermark here: what tells of days may be far ahead of those that close them. */
    private void forgetOldDays(Context context) throws Exception {
        long closed = dayClose.lastClosed(context.currentWatermark());
        if (closed != DayClose.NONE) {
            forgetDaysBefore(closed - SHOP_DAYS, context.getBroadcastState(CALENDAR));
            forgetDaysBefore(closed - SHOP_DAYS, context.getBroadcastState(SHOP));
        }
    }

    /** All but those that the next day to close needs, or one after it. */
    private void forgetOldProfiles(Context context) throws Exception {
        BroadcastState<Long, SalesProfiles> profiles = context.getBroadcastState(PROFILES);
        long next = dayClose.lastClosed(context.currentWatermark());
        TreeSet<Long> days = new TreeSet<>();
        profiles.entries().forEach(entry -> days.add(entry.getKey()));
        Long newest = next == DayClose.NONE ? null : days.floor(next);
        if (newest != null) {
            forgetDaysBefore(newest, profiles);
        }
    }

    static <V> void forgetDaysBefore(long day, BroadcastState<Long, V> days) throws Exception {
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, V> entry : days.entries()) {
            if (entry.getKey() < day) {
                old.add(entry.getKey());
            }
        }
        for (Long gone : old) {
            days.remove(gone);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ForecastRow> out)
            throws Exception {
        nextTimers.remove(context.getCurrentKey());
        if (context.currentWatermark() == Long.MAX_VALUE) {
            // The last day of a bounded input is cut short and never closes.
            WorldTime world = context.getBroadcastState(WORLD).get(true);
            if (world != null) {
                close(EventTime.dayOf(world.asOf()) - 1, context, out);
            }
            return;
        }
        long day = dayClose.lastClosed(context.currentWatermark());
        close(day, context, out);
        if (lastClosed.value() != null || !waiting.isEmpty()) {
            registerTimer(context, day + 1);
        }
    }

    private void close(long day, OnTimerContext context, Collector<ForecastRow> out)
            throws Exception {
        TreeMap<String, ProductDemand> all = new TreeMap<>();
        for (Map.Entry<String, ProductDemand> entry : products.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        List<String> before = new ArrayList<>(all.keySet());
        Long last = lastClosed.value();
        takeWaiting(all, last, day);
        long first = last == null ? firstDay(all) : last + 1;
        CategoryDemand state =
                first > day
                        ? category.value()
                        : closeDays(category.value(), all, first, day, context, out);
        for (String productId : before) {
            if (!all.containsKey(productId)) {
                products.remove(productId);
            }
        }
        if (!all.isEmpty()) {
            products.putAll(all);
        }
        if (waiting.isEmpty()) {
            // A map that was emptied takes room on the heap backend.
            waiting.clear();
        }
        if (first > day) {
            return;
        }
        if (state == null) {
            category.clear();
            lastClosed.clear();
        } else {
            category.update(state);
            lastClosed.update(day);
        }
    }

    /** Hands out what waited for a day to close; a fact of a day closed before is not learnt. */
    private void takeWaiting(SortedMap<String, ProductDemand> all, Long last, long day)
            throws Exception {
        Set<String> left = new HashSet<>();
        for (Iterator<Map.Entry<String, DemandFact>> i = waiting.iterator(); i.hasNext(); ) {
            DemandFact fact = i.next().getValue();
            if (!fact.isDescription() && fact.day() > day) {
                continue;
            }
            i.remove();
            if (fact.leaves() != null) {
                left.add(fact.productId());
                continue;
            }
            ProductDemand known = all.get(fact.productId());
            if (fact.isDescription()) {
                describe(all, known, fact.catalog(), day);
            } else if (last == null || fact.day() > last) {
                ProductDemand product = known == null ? new ProductDemand() : known;
                product.add(fact);
                all.put(fact.productId(), product);
            }
        }
        if (!left.isEmpty()) {
            forget(left, all);
        }
    }

    /**
     * Whatever of them came before they left, that of the open day too: the facts after that are
     * told to another category.
     */
    private void forget(Set<String> left, SortedMap<String, ProductDemand> all) throws Exception {
        all.keySet().removeAll(left);
        for (Iterator<Map.Entry<String, DemandFact>> i = waiting.iterator(); i.hasNext(); ) {
            if (left.contains(i.next().getValue().productId())) {
                i.remove();
            }
        }
    }

    /** A product that was not sold yet is of interest if it is about to be. */
    private static void describe(
            SortedMap<String, ProductDemand> all,
            ProductDemand known,
            CatalogFacts facts,
            long day) {
        ProductDemand product = known == null ? new ProductDemand() : known;
        product.describe(facts);
        if (known != null || product.isComing(day) || product.isLaunching(day)) {
            all.put(facts.productId(), product);
        }
    }

    /** The first day of which anything is known; no watermark has a say in it. */
    private static long firstDay(SortedMap<String, ProductDemand> all) {
        return all.values().stream()
                .mapToLong(ProductDemand::firstWaitingDay)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Returns what is known of the category then; null if it has nothing left to expect. */
    private CategoryDemand closeDays(
            CategoryDemand before,
            SortedMap<String, ProductDemand> all,
            long first,
            long last,
            OnTimerContext context,
            Collector<ForecastRow> out)
            throws Exception {
        ShopAlmanac almanac = almanac(first, last, context);
        Listener listener = new Listener(context, out);
        String key = context.getCurrentKey();
        CategoryDemand state = before;
        long day = first;
        while (day <= last) {
            state = state == null ? new CategoryDemand() : state;
            CategoryClose close = new CategoryClose(key, state, all, almanac, settings, listener);
            context.output(DAYS, close.close(day));
            if (isIdle(all, day)) {
                state = null;
                day = firstDay(all);
            } else {
                day++;
            }
        }
        return state;
    }

    /** Whether nothing was sold for long and nothing is launched: it begins anew then. */
    private static boolean isIdle(SortedMap<String, ProductDemand> all, long day) {
        return all.values().stream().noneMatch(product -> product.isLive(day));
    }

    private static ShopAlmanac almanac(long first, long last, OnTimerContext context)
            throws Exception {
        ReadOnlyBroadcastState<Long, DayNames> calendar = context.getBroadcastState(CALENDAR);
        Map<Long, List<String>> names = new HashMap<>();
        for (long day = first; day <= last + CategoryClose.HORIZON; day++) {
            DayNames known = calendar.get(day);
            if (known != null) {
                names.put(day, known.all());
            }
        }
        Map<Long, Long> units = new HashMap<>();
        for (Map.Entry<Long, Long> entry : context.getBroadcastState(SHOP).immutableEntries()) {
            units.put(entry.getKey(), entry.getValue());
        }
        TreeMap<Long, SalesProfiles> profiles = new TreeMap<>();
        for (Map.Entry<Long, SalesProfiles> entry :
                context.getBroadcastState(PROFILES).immutableEntries()) {
            profiles.put(entry.getKey(), entry.getValue());
        }
        return new ShopAlmanac(names, units, profiles);
    }

    /** Sends on what a close has to say. */
    private static final class Listener implements DemandListener {
        private final OnTimerContext context;
        private final Collector<ForecastRow> out;

        Listener(OnTimerContext context, Collector<ForecastRow> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void forecast(ForecastRow row, boolean tell) {
            out.collect(row);
            if (tell) {
                context.output(NOTABLE, row);
            }
        }

        @Override
        public void accuracy(ForecastAccuracyRow row) {
            context.output(ACCURACY, row);
        }

        @Override
        public void anomaly(SalesAnomalyRow row) {
            context.output(ANOMALIES, row);
        }

        @Override
        public void elasticity(PriceElasticityRow row) {
            context.output(ELASTICITIES, row);
        }

        @Override
        public void proposal(PriceProposalRow row) {
            context.output(PROPOSALS, row);
        }

        @Override
        public void profile(ProductSalesProfileRow row) {
            context.output(PRODUCT_PROFILES, row);
        }

        @Override
        public void outlook(StockOutlook outlook) {
            context.output(OUTLOOKS, outlook);
        }
    }
}
