package io.tillstream.demand;

import io.tillstream.events.StockSignal;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * What low stock is told from: what moves a position, or what demand there will be.
 *
 * @param signal null for an outlook
 * @param outlook null for a signal
 */
public record StockInput(StockSignal signal, StockOutlook outlook) {
    /** A snapshot or a movement. */
    public static StockInput of(StockSignal signal) {
        return new StockInput(signal, null);
    }

    /** An outlook. */
    public static StockInput of(StockOutlook outlook) {
        return new StockInput(null, outlook);
    }

    /** The product and the store that it is about. */
    public static final class ByStoreProduct implements KeySelector<StockInput, StoreProduct> {
        private static final long serialVersionUID = 1L;

        @Override
        public StoreProduct getKey(StockInput input) {
            return input.signal() != null
                    ? new StoreProduct(input.signal().storeId(), input.signal().productId())
                    : new StoreProduct(input.outlook().storeId(), input.outlook().productId());
        }
    }
}
