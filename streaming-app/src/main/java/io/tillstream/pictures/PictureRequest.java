package io.tillstream.pictures;

/**
 * A product's picture is to be encoded, or is gone.
 *
 * @param uri null if the product has no picture any more
 * @param day epoch day of the record that caused it, or of the wall clock
 * @param again whether it is the picture that was asked for last: what was made of it stays good
 *     until there is something better
 */
public record PictureRequest(String productId, String uri, long day, boolean again) {}
