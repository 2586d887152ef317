package io.tillstream.schemas.rows;

/**
 * Table {@code customer_segment_history}: a customer moved to another segment.
 *
 * @param customerId the customer
 * @param validFrom time from which the segment holds
 * @param segment the new segment
 * @param previousSegment the one before, null for the first
 * @param version grows with every correction of this change
 */
public record SegmentChangeRow(
        String customerId, long validFrom, String segment, String previousSegment, long version)
        implements Row {
    /** Primary key of {@code customer_segment_history}. */
    public record Key(String customerId, long validFrom) {}

    @Override
    public Key key() {
        return new Key(customerId, validFrom);
    }
}
