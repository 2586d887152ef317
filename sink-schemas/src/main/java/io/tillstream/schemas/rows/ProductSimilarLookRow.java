package io.tillstream.schemas.rows;

/**
 * Table {@code product_similar_look}: the products that look most like a product.
 *
 * @param productId the product
 * @param modelVersion the encoder, as {@code name/version}
 * @param items JSON array of {@code product_id}, {@code cosine} and {@code rank}, nearest first;
 *     empty once the product has no picture any more
 * @param version grows with every change of the row
 */
public record ProductSimilarLookRow(
        String productId, String modelVersion, String items, long version) implements Row {
    /** Primary key of {@code product_similar_look}. */
    public record Key(String productId) {}

    @Override
    public Key key() {
        return new Key(productId);
    }
}
