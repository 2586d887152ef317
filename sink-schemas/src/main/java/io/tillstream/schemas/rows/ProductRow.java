package io.tillstream.schemas.rows;

/**
 * Table {@code product}: the newest catalogue record of a product.
 *
 * @param productId the product
 * @param title its name
 * @param category its category
 * @param brand null if it has none
 * @param price list price in ten-thousandths, null if unknown
 * @param currency ISO-4217 code of the price, null if unknown
 * @param attributes JSON object of texts
 * @param imageUri where its picture lies, null if nowhere
 * @param launchedAt epoch milliseconds, null if unknown
 * @param active whether it is sold
 * @param removed whether a tombstone has removed it; the rest is what was known last
 * @param version grows with every record
 */
public record ProductRow(
        String productId,
        String title,
        String category,
        String brand,
        Long price,
        String currency,
        String attributes,
        String imageUri,
        Long launchedAt,
        boolean active,
        boolean removed,
        long version)
        implements Row {
    /** Primary key of {@code product}. */
    public record Key(String productId) {}

    @Override
    public Key key() {
        return new Key(productId);
    }
}
