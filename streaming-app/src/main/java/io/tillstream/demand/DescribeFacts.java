package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.ShelfDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Puts to each fact what the catalogue says of its product, and whether the store keeps count of
 * it. A product stays in the category in which its demand was first learnt: a shop that renames its
 * categories would else forget what it knows of them. Only what the catalogue did not know at first
 * moves, once, from the uncategorised to its category.
 *
 * <p>It follows a product's first weeks of sale, too, and tells of them once they are over.
 *
 * <p>The facts of a day wait until it closes here, too, so that in a replay they are described by
 * the whole catalogue however slowly it is read. A row per product of the catalogue; one that is
 * not in it is forgotten {@link ProductDemand#QUIET_DAYS} days after its last fact.
 */
final class DescribeFacts extends KeyedProcessFunction<String, DemandFact, DemandFact> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<DescribedProduct> PRODUCT =
            new ValueStateDescriptor<>(
                    "described-product", TypeInformation.of(DescribedProduct.class));
    private static final ListStateDescriptor<DemandFact> WAITING =
            new ListStateDescriptor<>("waiting-facts", TypeInformation.of(DemandFact.class));

    /** Products whose first weeks of sale are over. */
    static final OutputTag<SeenLaunch> LAUNCHES =
            new OutputTag<>("seen-launches", TypeInformation.of(SeenLaunch.class));

    private final DayClose dayClose;
    private transient ValueState<DescribedProduct> products;
    private transient ListState<DemandFact> waiting;

    DescribeFacts(DayClose dayClose) {
        this.dayClose = dayClose;
    }

    @Override
    public void open(OpenContext context) {
        products = getRuntimeContext().getState(PRODUCT);
        waiting = getRuntimeContext().getListState(WAITING);
    }

    @Override
    public void processElement(DemandFact fact, Context context, Collector<DemandFact> out)
            throws Exception {
        if (fact.look() != null) {
            show(fact.look(), context, out);
            return;
        }
        if (fact.catalog() == null) {
            waiting.add(fact);
            context.timerService().registerEventTimeTimer(dayClose.closesAt(fact.day()));
            return;
        }
        DescribedProduct product = product();
        String before = product.facts == null ? null : product.facts.category();
        product.describe(fact.catalog());
        if (CatalogFacts.NO_CATEGORY.equals(before) && !product.facts.category().equals(before)) {
            move(product, before, out);
        }
        out.collect(DemandFact.of(product.facts));
        expire(product, context);
        products.update(product);
    }

    private void show(Look look, Context context, Collector<DemandFact> out) throws Exception {
        DescribedProduct product = product();
        product.show(look);
        if (product.facts != null) {
            out.collect(DemandFact.of(product.facts));
        }
        expire(product, context);
        products.update(product);
    }

    private DescribedProduct product() throws Exception {
        DescribedProduct known = products.value();
        return known == null ? new DescribedProduct() : known;
    }

    /** Lets the old category go of the product, and tells the new one where it is in stock. */
    private static void move(DescribedProduct product, String before, Collector<DemandFact> out) {
        String productId = product.facts.productId();
        out.collect(DemandFact.leaving(productId, before));
        for (String storeId : product.stocked) {
            ShelfDay shelf = new ShelfDay(storeId, productId, product.lastDay + 1, false);
            out.collect(DemandFact.of(shelf).describedBy(product.facts));
        }
    }

    /** A product out of the catalogue is looked at again when it could be forgotten. */
    private void expire(DescribedProduct product, Context context) {
        if (product.isCatalogued()) {
            product.expiresAt = 0;
        } else if (product.expiresAt == 0 && watermark(context) != Long.MAX_VALUE) {
            long closed = dayClose.lastClosed(watermark(context));
            if (product.lastDay == 0 && closed != DayClose.NONE) {
                product.lastDay = closed;
            }
            // While nobody knows the day it is looked at again as soon as there is one.
            product.expiresAt =
                    product.lastDay == 0 ? dayClose.closesAt(0) : product.quietAt(dayClose);
            context.timerService().registerEventTimeTimer(product.expiresAt);
        }
    }

    private static long watermark(Context context) {
        return context.timerService().currentWatermark();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<DemandFact> out)
            throws Exception {
        DescribedProduct product = product();
        if (product.facts == null) {
            product.describe(CatalogFacts.unknown(context.getCurrentKey()));
        }
        tellWaiting(timestamp, product, out);
        followLaunch(timestamp, product, context);
        if (timestamp == product.expiresAt) {
            product.expiresAt = 0;
            if (product.lastDay > 0 && timestamp >= product.quietAt(dayClose)) {
                products.clear();
                return;
            }
        }
        expire(product, context);
        products.update(product);
    }

    private void followLaunch(long timestamp, DescribedProduct product, OnTimerContext context) {
        long day = EventTime.dayOf(timestamp - dayClose.allowedLateness() - 1);
        product.launchEndedBy(day).ifPresent(launch -> context.output(LAUNCHES, launch));
        if (product.firstWeeks.length > 0) {
            context.timerService()
                    .registerEventTimeTimer(dayClose.closesAt(product.launchEndDay()));
        }
    }

    private void tellWaiting(long timestamp, DescribedProduct product, Collector<DemandFact> out)
            throws Exception {
        List<DemandFact> later = new ArrayList<>();
        Map<String, DemandFact> due = new TreeMap<>();
        Set<String> stocked = new HashSet<>(product.stocked);
        for (DemandFact fact : waiting.get()) {
            if (dayClose.closesAt(fact.day()) > timestamp) {
                later.add(fact);
                continue;
            }
            due.merge(fact.id(), fact, DemandFact::plus);
            product.lastDay = Math.max(product.lastDay, fact.day());
            if (fact.stocked() && stocked.add(fact.storeId())) {
                product.stocked.add(fact.storeId());
            }
        }
        for (DemandFact fact : due.values()) {
            DemandFact described = fact.describedBy(product.facts);
            out.collect(stocked.contains(fact.storeId()) ? described.ofStockedStore() : described);
        }
        due.values().stream()
                .map(DemandFact::sales)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(ClosedSales::day))
                .forEach(product::sell);
        waiting.update(later);
    }
}
