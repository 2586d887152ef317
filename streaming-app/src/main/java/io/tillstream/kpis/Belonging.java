package io.tillstream.kpis;

import io.tillstream.events.Product;

/**
 * To what a product belongs. State: add fields only.
 *
 * @param category null of a product that is in the catalogue no more
 * @param brand empty if it has none, null as the category is
 */
public record Belonging(String productId, String category, String brand) {
    private static final String NO_CATEGORY = "uncategorised";
    private static final String NO_BRAND = "";

    static Belonging of(Product product) {
        if (product.removed()) {
            return new Belonging(product.productId(), null, null);
        }
        return new Belonging(
                product.productId(),
                product.category(),
                product.brand() == null ? NO_BRAND : product.brand());
    }

    /** That of a product which the catalogue does not know. */
    static Belonging unknown(String productId) {
        return new Belonging(productId, NO_CATEGORY, NO_BRAND);
    }

    boolean isRemoved() {
        return category == null;
    }

    CategoryCell cell(long day, String segment) {
        return new CategoryCell(day, category, brand, segment);
    }
}
