package io.tillstream.trends;

import io.tillstream.events.Product;

/**
 * What the one that watches trends is told: an hour of a shelf, or news of a product.
 *
 * @param hour null for a product
 * @param productId null for an hour
 * @param names those of the product; none when it is no longer sold; null for an hour
 */
public record TrendInput(ShelfHour hour, String productId, ProductNames names) {
    /** An hour of a shelf. */
    static TrendInput of(ShelfHour hour) {
        return new TrendInput(hour, null, null);
    }

    /** News of a product. */
    static TrendInput of(Product product, Synonyms synonyms) {
        return new TrendInput(null, product.productId(), ProductNames.of(product, synonyms));
    }
}
