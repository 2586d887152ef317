package io.tillstream.products;

import io.tillstream.events.Product;
import io.tillstream.schemas.rows.ProductRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells what the catalogue says of each product. Its state is as large as the catalogue with all
 * that was ever removed from it, since sales of it stay.
 */
final class KeepProducts extends KeyedProcessFunction<String, Product, ProductRow> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<ProductRow> ROW =
            new ValueStateDescriptor<>("product-row", TypeInformation.of(ProductRow.class));

    private transient ValueState<ProductRow> row;

    @Override
    public void open(OpenContext context) {
        row = getRuntimeContext().getState(ROW);
    }

    @Override
    public void processElement(Product news, Context context, Collector<ProductRow> out)
            throws Exception {
        Long heardAt = context.timestamp();
        ProductRow after = Listing.after(row.value(), news, heardAt == null ? 0 : heardAt);
        if (after != null) {
            row.update(after);
            out.collect(after);
        }
    }
}
