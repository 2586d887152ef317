package io.tillstream.events;

/**
 * How a product looks now; of each product the newest counts, in the order in which they come.
 *
 * @param modelVersion the encoder as {@code name/version}; only vectors of one encoder compare;
 *     null without a picture
 * @param embedding unit vector; null if the product has no picture that can be used any more
 */
public record PictureEmbedding(String productId, String modelVersion, float[] embedding) {}
