package io.tillstream.schemas.rows;

/**
 * Table {@code product_popularity}: how a product did over the last 28 days.
 *
 * @param productId the product
 * @param category its category, null if the catalogue does not know it
 * @param views views of its page
 * @param carts times it was put into a cart
 * @param units units sold
 * @param averagePrice what a unit was sold for, null if none was
 * @param popularity the weighted and decayed sum of the above
 * @param day the last closed day that counts in, as an epoch day
 * @param version grows with every change of the row
 */
public record ProductPopularityRow(
        String productId,
        String category,
        long views,
        long carts,
        long units,
        Long averagePrice,
        double popularity,
        long day,
        long version)
        implements Row {
    /** Primary key of {@code product_popularity}. */
    public record Key(String productId) {}

    @Override
    public Key key() {
        return new Key(productId);
    }
}
