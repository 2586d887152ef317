package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.ShelfDay;

/**
 * Something that demand learns of a product: a day's sales, a day's stock, or what the catalogue
 * says.
 *
 * @param catalog nullable before the product is described, like sales and shelf
 */
public record DemandFact(
        String productId, CatalogFacts catalog, ClosedSales sales, ShelfDay shelf) {
    static DemandFact of(CatalogFacts facts) {
        return new DemandFact(facts.productId(), facts, null, null);
    }

    static DemandFact of(ClosedSales sales) {
        return new DemandFact(sales.productId(), null, sales, null);
    }

    static DemandFact of(ShelfDay shelf) {
        return new DemandFact(shelf.productId(), null, null, shelf);
    }

    DemandFact describedBy(CatalogFacts facts) {
        return new DemandFact(productId, facts, sales, shelf);
    }

    String category() {
        return catalog.category();
    }
}
