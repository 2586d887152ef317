package io.tillstream.trends;

import io.tillstream.events.Product;
import io.tillstream.events.ProductStyle;

/**
 * What the one that watches trends is told: an hour or a day of a shelf, news of a product or of
 * how it looks, or an hour of a shelf of products. What it is not is null.
 *
 * @param names those of the product; none when it is no longer sold
 */
public record TrendInput(
        ShelfHour hour,
        ShelfStandings day,
        String productId,
        ProductNames names,
        ShopHour shop,
        ProductStyle style) {
    /** An hour of a shelf. */
    static TrendInput of(ShelfHour hour) {
        return new TrendInput(hour.withoutDay(), null, null, null, null, null);
    }

    /** A day of a shelf. */
    static TrendInput of(ShelfStandings day) {
        return new TrendInput(null, day, null, null, null, null);
    }

    /** News of a product. */
    static TrendInput of(Product product, Synonyms synonyms) {
        return new TrendInput(
                null, null, product.productId(), ProductNames.of(product, synonyms), null, null);
    }

    /** The style of a product. */
    static TrendInput of(ProductStyle style) {
        return new TrendInput(null, null, style.productId(), null, null, style);
    }

    /** An hour of a shelf of products. */
    static TrendInput of(ShopHour shop) {
        return new TrendInput(null, null, null, null, shop, null);
    }
}
