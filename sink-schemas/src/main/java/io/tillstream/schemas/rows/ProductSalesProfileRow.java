package io.tillstream.schemas.rows;

/**
 * Table {@code product_sales_profile}: how the sales of a product run, or are foretold to.
 *
 * @param productId the product
 * @param learntOn of the profiles, an epoch day
 * @param profile its number on that day
 * @param basis {@code sales} or {@code foretold}
 * @param probability of the profile, 0 to 1
 * @param silhouette nullable: how clearly the sales are of this profile, 0 to 1
 * @param version grows with every change of the row
 */
public record ProductSalesProfileRow(
        String productId,
        long learntOn,
        int profile,
        String basis,
        double probability,
        Double silhouette,
        long version)
        implements Row {
    /** Primary key of {@code product_sales_profile}. */
    public record Key(String productId) {}

    @Override
    public Key key() {
        return new Key(productId);
    }
}
