package io.tillstream.schemas.rows;

/**
 * A row of the table of recommendations: the newest emission for a customer.
 *
 * @param customerId the customer
 * @param recommendationId of the emission
 * @param generatedAt event time of the trigger
 * @param emittedAt wall-clock time
 * @param triggerEventId the event that caused it
 * @param modelVersion model that ranked
 * @param variant arm of an experiment
 * @param items JSON array of products, best first
 * @param version grows with event time
 */
public record RecommendationRow(
        String customerId,
        String recommendationId,
        long generatedAt,
        long emittedAt,
        String triggerEventId,
        String modelVersion,
        String variant,
        String items,
        long version)
        implements Row {
    /** Primary key of the table. */
    public record Key(String customerId) {}

    @Override
    public Key key() {
        return new Key(customerId);
    }
}
