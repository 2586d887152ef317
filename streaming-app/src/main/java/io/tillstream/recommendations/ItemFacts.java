package io.tillstream.recommendations;

import io.tillstream.events.Product;

/**
 * What the catalogue says of a product, as far as recommendations need it.
 *
 * @param price list price as {@link io.tillstream.events.Amount}; 0 if unknown
 * @param listed false if the product was removed or is inactive: it is never shown
 */
public record ItemFacts(String title, String category, String brand, long price, boolean listed) {
    private static final ItemFacts REMOVED = new ItemFacts("", "", "", 0, false);

    static ItemFacts of(Product product) {
        if (product.removed()) {
            return REMOVED;
        }
        return new ItemFacts(
                product.title(),
                product.category(),
                product.brand() == null ? "" : product.brand(),
                product.price() == null ? 0 : product.price(),
                product.active());
    }

    /** Logarithm of the price; negative infinity if it is unknown. */
    double logPrice() {
        return Math.log((double) price);
    }

    /** True if the product is in the catalogue no more; an inactive one is, and has a category. */
    boolean removed() {
        return !listed && category.isEmpty();
    }
}
