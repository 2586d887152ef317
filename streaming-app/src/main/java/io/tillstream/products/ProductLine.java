package io.tillstream.products;

import io.tillstream.events.Channel;
import io.tillstream.events.EventTime;
import io.tillstream.events.Line;
import io.tillstream.events.StockSignal;
import io.tillstream.events.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What one transaction did to one product.
 *
 * @param returned true if the units came back
 * @param gross quantity x unit price, {@link io.tillstream.events.Amount}
 * @param net gross less discount
 * @param heardAt see {@link Transaction#heardAt()}
 */
@TypeInfo(ProductLineTypeInfo.Factory.class)
public record ProductLine(
        String productId,
        String storeId,
        Channel channel,
        long occurredAt,
        boolean returned,
        long units,
        long gross,
        long net,
        long heardAt) {
    /** See {@link io.tillstream.events.ShopEvent#late()}. */
    boolean late() {
        return heardAt != Transaction.IN_TIME;
    }

    /** The lines of a transaction, one a product. */
    static List<ProductLine> of(Transaction transaction) {
        List<ProductLine> products = new ArrayList<>(transaction.lines().size());
        for (Line line : transaction.lines()) {
            int at = indexOf(products, line.productId());
            ProductLine product =
                    new ProductLine(
                            line.productId(),
                            transaction.storeId(),
                            transaction.channel(),
                            transaction.occurredAt(),
                            transaction.returned(),
                            line.quantity(),
                            line.gross(),
                            line.net(),
                            transaction.heardAt());
            if (at < 0) {
                products.add(product);
            } else {
                products.set(at, products.get(at).plus(product));
            }
        }
        return products;
    }

    /** A scan, since receipts are short; long ones are bounded by the decoder. */
    private static int indexOf(List<ProductLine> products, String productId) {
        for (int i = 0; i < products.size(); i++) {
            if (products.get(i).productId.equals(productId)) {
                return i;
            }
        }
        return -1;
    }

    private ProductLine plus(ProductLine other) {
        return new ProductLine(
                productId,
                storeId,
                channel,
                occurredAt,
                returned,
                units + other.units,
                gross + other.gross,
                net + other.net,
                heardAt);
    }

    SalesKey salesKey() {
        return new SalesKey(productId, storeId, channel.ordinal(), EventTime.dayOf(occurredAt));
    }

    /** What it does to the stock. */
    StockSignal movement() {
        StockSignal movement =
                StockSignal.movement(storeId, productId, occurredAt, returned ? units : -units);
        return late() ? movement.heardAt(heardAt) : movement;
    }
}
