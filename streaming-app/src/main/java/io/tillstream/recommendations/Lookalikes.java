package io.tillstream.recommendations;

import io.tillstream.events.SimilarLooks;

/**
 * Products that look like a product, the most alike first.
 *
 * @param products of the same encoder's pictures
 * @param cosines of their pictures, -1 to 1
 */
public record Lookalikes(String[] products, float[] cosines) {
    /** Null if there are none. */
    static Lookalikes of(SimilarLooks looks) {
        return looks.similar().length == 0
                ? null
                : new Lookalikes(looks.similar(), looks.cosines());
    }
}
