package io.tillstream.schemas.rows;

/**
 * Table {@code product_embedding}: what a version of an encoder made of a product's picture.
 *
 * @param productId the product
 * @param modelVersion the encoder, as {@code name/version}
 * @param imageEmbedding unit vector; empty once the product has no picture any more
 * @param styleCluster cluster of similar pictures, null while there is none
 * @param version grows with every change of the row
 */
public record ProductEmbeddingRow(
        String productId,
        String modelVersion,
        float[] imageEmbedding,
        String styleCluster,
        long version)
        implements Row {
    /** Primary key of {@code product_embedding}. */
    public record Key(String productId, String modelVersion) {}

    @Override
    public Key key() {
        return new Key(productId, modelVersion);
    }
}
