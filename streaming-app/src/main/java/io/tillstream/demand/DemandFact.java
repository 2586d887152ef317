package io.tillstream.demand;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.ShelfDay;

/**
 * Something that demand learns of a product: a day's sales, a day's stock, what the catalogue says,
 * how it looks, or that it leaves its category.
 *
 * @param catalog nullable before the product is described, like sales and shelf
 * @param stocked whether the stock of the store that sold it is known
 * @param leaves nullable: the category that has to forget it
 * @param look nullable: its new picture
 */
public record DemandFact(
        String productId,
        CatalogFacts catalog,
        ClosedSales sales,
        ShelfDay shelf,
        boolean stocked,
        String leaves,
        Look look) {
    static DemandFact of(CatalogFacts facts) {
        return new DemandFact(facts.productId(), facts, null, null, false, null, null);
    }

    static DemandFact of(ClosedSales sales) {
        return new DemandFact(sales.productId(), null, sales, null, false, null, null);
    }

    static DemandFact of(ShelfDay shelf) {
        return new DemandFact(shelf.productId(), null, null, shelf, true, null, null);
    }

    static DemandFact of(PictureEmbedding picture) {
        return new DemandFact(picture.productId(), null, null, null, false, null, Look.of(picture));
    }

    static DemandFact leaving(String productId, String category) {
        return new DemandFact(productId, null, null, null, false, category, null);
    }

    DemandFact describedBy(CatalogFacts facts) {
        return new DemandFact(productId, facts, sales, shelf, stocked, leaves, null);
    }

    DemandFact ofStockedStore() {
        return new DemandFact(productId, catalog, sales, shelf, true, leaves, null);
    }

    /** Sales of one store and day by two channels are one fact. */
    DemandFact plus(DemandFact other) {
        return sales == null
                ? this
                : new DemandFact(
                        productId, catalog, sales.plus(other.sales), shelf, stocked, leaves, null);
    }

    String storeId() {
        return sales != null ? sales.storeId() : shelf.storeId();
    }

    /** Tells it from all other facts of its category. */
    String id() {
        return isDescription()
                ? productId
                : String.join(
                        "\0", productId, storeId(), shelf == null ? "sold" : "stood", "" + day());
    }

    /** Epoch day of what was sold or stood there; else that of the launch, if it is known. */
    long day() {
        if (sales != null) {
            return sales.day();
        }
        return shelf != null ? shelf.day() : catalog.launchDay();
    }

    /** True if it says nothing but what the catalogue does. */
    boolean isDescription() {
        return sales == null && shelf == null;
    }

    String category() {
        return leaves == null ? catalog.category() : leaves;
    }
}
