package io.tillstream.pictures;

import io.tillstream.events.PictureEmbedding;

/**
 * What pictures of posts are compared with; one of the two is null.
 *
 * @param product as it looks from now on
 */
public record LookNews(PictureEmbedding product, StyleNews styles) {
    static LookNews of(PictureEmbedding product) {
        return new LookNews(product, null);
    }

    static LookNews of(StyleNews styles) {
        return new LookNews(null, styles);
    }
}
