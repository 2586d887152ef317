package io.tillstream.products;

import io.tillstream.events.Product;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * Activity of a product, or news of it from the catalogue.
 *
 * @param activity null for catalogue news
 * @param category its category; null for activity and for a removed product
 * @param listed false for a removed product
 */
public record ProductSignal(
        String productId, ProductActivity activity, String category, boolean listed) {
    /** Cohorts over all subtasks. */
    static final int COHORTS = 512;

    static ProductSignal of(ProductActivity activity) {
        return new ProductSignal(activity.productId(), activity, null, true);
    }

    static ProductSignal of(Product product) {
        return new ProductSignal(product.productId(), null, product.category(), !product.removed());
    }

    /** Spreads products over cohorts, which close their days together. */
    static final class ByCohort implements KeySelector<ProductSignal, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer getKey(ProductSignal signal) {
            return Math.floorMod(signal.productId().hashCode(), COHORTS);
        }
    }
}
