package io.tillstream.demand;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts to each fact what the catalogue says of its product. A row per product of the catalogue,
 * cleared when the product is removed from it.
 */
final class DescribeFacts extends KeyedProcessFunction<String, DemandFact, DemandFact> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<CatalogFacts> CATALOG =
            new ValueStateDescriptor<>("catalog-facts", TypeInformation.of(CatalogFacts.class));

    private transient ValueState<CatalogFacts> catalog;

    @Override
    public void open(OpenContext context) {
        catalog = getRuntimeContext().getState(CATALOG);
    }

    @Override
    public void processElement(DemandFact fact, Context context, Collector<DemandFact> out)
            throws Exception {
        if (fact.catalog() == null) {
            CatalogFacts known = catalog.value();
            out.collect(
                    fact.describedBy(
                            known == null ? CatalogFacts.unknown(fact.productId()) : known));
        } else if (fact.catalog().listed()) {
            catalog.update(fact.catalog());
            out.collect(fact);
        } else {
            catalog.clear();
        }
    }
}
