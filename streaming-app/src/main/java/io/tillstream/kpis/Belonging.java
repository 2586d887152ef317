package io.tillstream.kpis;

import io.tillstream.events.Product;

/**
 * To what a product belongs. State: add fields only.
 *
 * @param brand empty if it has none
 */
public record Belonging(String productId, String category, String brand) {
    private static final String NO_CATEGORY = "uncategorised";
    private static final String NO_BRAND = "";

    static Belonging of(Product product) {
        return new Belonging(
                product.productId(),
                product.category(),
                product.brand() == null ? NO_BRAND : product.brand());
    }

    /** That of a product which the catalogue does not know. */
    static Belonging unknown(String productId) {
        return new Belonging(productId, NO_CATEGORY, NO_BRAND);
    }

    CategoryCell cell(long day, String segment) {
        return new CategoryCell(day, category, brand, segment);
    }
}
