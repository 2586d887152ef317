package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.events.PictureEmbedding;
import io.tillstream.events.Product;
import io.tillstream.events.SimilarLooks;
import io.tillstream.events.StockSignal;

/**
 * What becomes known of a product; all but one of these are null.
 *
 * @param facts from the catalogue
 * @param stock a snapshot or a movement
 * @param activity of shoppers
 * @param picture how it looks
 * @param similar products that look like it
 */
public record ItemInput(
        String productId,
        ItemFacts facts,
        StockSignal stock,
        ItemActivity activity,
        PictureEmbedding picture,
        SimilarLooks similar) {
    static ItemInput of(Product product) {
        return new ItemInput(product.productId(), ItemFacts.of(product), null, null, null, null);
    }

    static ItemInput of(StockSignal signal) {
        return new ItemInput(signal.productId(), null, signal, null, null, null);
    }

    static ItemInput of(String productId, ItemActivity activity) {
        return new ItemInput(productId, null, null, activity, null, null);
    }

    static ItemInput of(PictureEmbedding picture) {
        return new ItemInput(picture.productId(), null, null, null, picture, null);
    }

    static ItemInput of(SimilarLooks similar) {
        return new ItemInput(similar.productId(), null, null, null, null, similar);
    }

    /** The day on which stock or activity counts. */
    long day() {
        return stock != null ? EventTime.dayOf(stock.countsAt()) : activity.day();
    }
}
