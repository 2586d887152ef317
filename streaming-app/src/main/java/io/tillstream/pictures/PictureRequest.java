package io.tillstream.pictures;

/**
 * A product's picture is to be encoded, or is gone.
 *
 * @param uri null if the product has no picture any more
 * @param day epoch day of the record that caused it, or of the wall clock
 */
public record PictureRequest(String productId, String uri, long day) {}
