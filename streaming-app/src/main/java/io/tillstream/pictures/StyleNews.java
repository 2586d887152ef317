package io.tillstream.pictures;

/**
 * The styles of an encoder's pictures as they are from now on.
 *
 * @param modelVersion the encoder as {@code name/version}
 */
public record StyleNews(String modelVersion, Styles styles) {}
