package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.ShelfDay;

/**
 * Something that demand learns of a product: a day's sales, a day's stock, what the catalogue says,
 * or that it leaves its category.
 *
 * @param catalog nullable before the product is described, like sales and shelf
 * @param leaves nullable: the category that has to forget it
 */
public record DemandFact(
        String productId, CatalogFacts catalog, ClosedSales sales, ShelfDay shelf, String leaves) {
    static DemandFact of(CatalogFacts facts) {
        return new DemandFact(facts.productId(), facts, null, null, null);
    }

    static DemandFact of(ClosedSales sales) {
        return new DemandFact(sales.productId(), null, sales, null, null);
    }

    static DemandFact of(ShelfDay shelf) {
        return new DemandFact(shelf.productId(), null, null, shelf, null);
    }

    static DemandFact leaving(String productId, String category) {
        return new DemandFact(productId, null, null, null, category);
    }

    DemandFact describedBy(CatalogFacts facts) {
        return new DemandFact(productId, facts, sales, shelf, leaves);
    }

    /** Epoch day of what was sold or stood there; else that of the launch, if it is known. */
    long day() {
        if (sales != null) {
            return sales.day();
        }
        return shelf != null ? shelf.day() : catalog.launchDay();
    }

    /** True if it says nothing but what the catalogue does, and that tells no launch. */
    boolean isUndatedDescription() {
        return sales == null && shelf == null && catalog.launchDay() == CatalogFacts.UNKNOWN;
    }

    String category() {
        return leaves == null ? catalog.category() : leaves;
    }
}
