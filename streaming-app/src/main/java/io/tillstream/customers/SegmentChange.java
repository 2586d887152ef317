package io.tillstream.customers;

/**
 * A customer changed segment: a fact of a closed day.
 *
 * @param previousSegment null for a customer who was not known before
 * @param validFrom epoch milliseconds: the start of the day after the closed one, or the last event
 *     of a bounded input
 */
public record SegmentChange(
        String customerId,
        String segment,
        String previousSegment,
        long validFrom,
        int rScore,
        int fScore,
        int mScore) {}
