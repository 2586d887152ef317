package io.tillstream.events;

/**
 * The products that look most like a product, nearest first; of each product the newest counts.
 *
 * @param modelVersion the encoder as {@code name/version}
 * @param similar products; none if the product has no picture any more
 * @param cosines of their pictures, -1 to 1
 */
public record SimilarLooks(
        String productId, String modelVersion, String[] similar, float[] cosines) {}
