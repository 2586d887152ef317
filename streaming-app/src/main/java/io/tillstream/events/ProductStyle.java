package io.tillstream.events;

/**
 * The cluster of pictures that look alike to which a product's belongs; of each product the newest
 * counts.
 *
 * @param modelVersion the encoder as {@code name/version}
 * @param style as posts' pictures have it; null if there are none yet, or no picture any more
 */
public record ProductStyle(String productId, String modelVersion, String style) {}
