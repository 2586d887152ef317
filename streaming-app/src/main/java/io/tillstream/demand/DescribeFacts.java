package io.tillstream.demand;

import io.tillstream.events.DayClose;
import io.tillstream.events.ShelfDay;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts to each fact what the catalogue says of its product, and takes a product from one category
 * to another when the catalogue does: its old category forgets it, and it starts in the new one
 * with what products like it lend.
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
        if (fact.catalog() == null) {
            waiting.add(fact);
            context.timerService().registerEventTimeTimer(dayClose.closesAt(fact.day()));
            return;
        }
        DescribedProduct product = product();
        product.catalog = fact.catalog();
        assign(product, context, out);
        if (!fact.catalog().removed()) {
            out.collect(fact);
        }
        expire(product, context);
        products.update(product);
    }

    private DescribedProduct product() throws Exception {
        DescribedProduct known = products.value();
        return known == null ? new DescribedProduct() : known;
    }

    /** Lets the old category go of the product, and tells the new one where it is in stock. */
    private void assign(DescribedProduct product, Context context, Collector<DemandFact> out) {
        String productId = context.getCurrentKey();
        CatalogFacts facts = product.facts(productId);
        String before = product.category;
        product.category = facts.category();
        if (before == null || before.equals(product.category)) {
            return;
        }
        out.collect(DemandFact.leaving(productId, before));
        long next = dayClose.lastClosed(context.timerService().currentWatermark()) + 1;
        for (String storeId : product.stocked) {
            out.collect(
                    DemandFact.of(new ShelfDay(storeId, productId, next, false))
                            .describedBy(facts));
        }
    }

    /** A product out of the catalogue is looked at again when it could be forgotten. */
    private void expire(DescribedProduct product, Context context) {
        if (product.isCatalogued()) {
            product.expiresAt = 0;
        } else if (product.expiresAt == 0) {
            long closed = dayClose.lastClosed(context.timerService().currentWatermark());
            if (product.lastDay == 0 && closed != DayClose.NONE) {
                product.lastDay = closed;
            }
            // While nobody knows the day it is looked at again as soon as there is one.
            product.expiresAt =
                    product.lastDay == 0 ? dayClose.closesAt(0) : product.quietAt(dayClose);
            context.timerService().registerEventTimeTimer(product.expiresAt);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<DemandFact> out)
            throws Exception {
        DescribedProduct product = product();
        tellWaiting(timestamp, product, context, out);
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

    private void tellWaiting(
            long timestamp,
            DescribedProduct product,
            OnTimerContext context,
            Collector<DemandFact> out)
            throws Exception {
        List<DemandFact> later = new ArrayList<>();
        assign(product, context, out);
        CatalogFacts facts = product.facts(context.getCurrentKey());
        for (DemandFact fact : waiting.get()) {
            if (dayClose.closesAt(fact.day()) > timestamp) {
                later.add(fact);
                continue;
            }
            product.lastDay = Math.max(product.lastDay, fact.day());
            if (fact.shelf() != null && !product.stocked.contains(fact.shelf().storeId())) {
                product.stocked.add(fact.shelf().storeId());
            }
            out.collect(fact.describedBy(facts));
        }
        waiting.update(later);
    }
}
