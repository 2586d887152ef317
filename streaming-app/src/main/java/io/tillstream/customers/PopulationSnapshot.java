package io.tillstream.customers;

import io.tillstream.models.clusters.KMeansState;

/**
 * What a customer's scores and cluster need of everybody else.
 *
 * @param kind whether it holds for a closed day, for now, or for the end of a bounded input
 * @param day the epoch day that it holds for
 * @param asOf event time that it holds for
 * @param known customers known then
 * @param thresholds {@link Thresholds}
 * @param clusters null before the first closed day
 */
public record PopulationSnapshot(
        Kind kind, long day, long asOf, long known, long[] thresholds, KMeansState clusters) {
    /** What a snapshot holds for. */
    public enum Kind {
        /** A closed day: the same in every run. */
        CLOSED,
        /** Now: for rows that are right at once. */
        NOW,
        /** The last event of a bounded input. */
        END
    }
}
