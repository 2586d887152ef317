package io.tillstream.schemas.rows;

/**
 * Table {@code customer_profile}: what is known of a customer. Recency is missing on purpose, since
 * it changes without the customer; the view {@code customer_rfm} computes it.
 *
 * @param customerId the customer
 * @param firstPurchaseAt time of the first purchase
 * @param lastPurchaseAt time of the last purchase
 * @param frequency distinct purchases
 * @param monetary purchases less returns
 * @param rScore recency score, 1 to 5
 * @param fScore frequency score, 1 to 5
 * @param mScore monetary score, 1 to 5
 * @param segment the first segment whose rule matches the scores
 * @param cluster behaviour cluster, null while there is none
 * @param asOf event time up to which the row is right
 * @param version grows with every change of the customer
 */
public record CustomerRow(
        String customerId,
        long firstPurchaseAt,
        long lastPurchaseAt,
        long frequency,
        long monetary,
        int rScore,
        int fScore,
        int mScore,
        String segment,
        String cluster,
        long asOf,
        long version)
        implements Row {
    /** Primary key of {@code customer_profile}. */
    public record Key(String customerId) {}

    @Override
    public Key key() {
        return new Key(customerId);
    }
}
