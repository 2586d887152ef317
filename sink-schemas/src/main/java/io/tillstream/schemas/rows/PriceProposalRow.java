package io.tillstream.schemas.rows;

/**
 * Table {@code price_proposal}: a price that is expected to bring more revenue than today's.
 *
 * @param productId the product
 * @param day the last closed day that counts in, an epoch day
 * @param price the price of that day, an amount
 * @param proposedPrice the price to try, an amount
 * @param elasticity what the proposal reckons with
 * @param expectedRevenueChange as a share of today's revenue
 * @param version grows with every change
 */
public record PriceProposalRow(
        String productId,
        long day,
        long price,
        long proposedPrice,
        double elasticity,
        double expectedRevenueChange,
        long version)
        implements Row {
    /** Primary key of {@code price_proposal}. */
    public record Key(String productId) {}

    @Override
    public Key key() {
        return new Key(productId);
    }
}
