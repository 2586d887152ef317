package io.tillstream.events;

/**
 * A customer belongs to a segment from a time on.
 *
 * @param segment its name, one of a few
 * @param validFrom epoch milliseconds; what happened before is of the segment before
 */
public record CustomerSegment(String customerId, String segment, long validFrom) {}
