package io.tillstream.schemas.rows;

/**
 * Table {@code category_popularity}: how a category did over the last 28 days.
 *
 * @param category the category
 * @param views views of its products
 * @param carts times its products were put into a cart
 * @param units units sold
 * @param popularity the weighted and decayed sum of the above
 * @param day the last closed day that counts in, as an epoch day
 * @param version grows with every change of the row
 */
public record CategoryPopularityRow(
        String category,
        long views,
        long carts,
        long units,
        double popularity,
        long day,
        long version)
        implements Row {
    /** Primary key of {@code category_popularity}. */
    public record Key(String category) {}

    @Override
    public Key key() {
        return new Key(category);
    }
}
