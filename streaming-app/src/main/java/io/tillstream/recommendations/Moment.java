package io.tillstream.recommendations;

/**
 * A shopper at an event: what they bought, to judge what stood before, and what might be shown now.
 *
 * @param shopper key: a customer or, before login, a session; see {@link Shoppers}
 * @param eventId the event
 * @param time when this is, epoch milliseconds
 * @param triggeredAt when the event occurred; before {@code time} where the throttle held it back
 * @param bought distinct products of a purchase; empty for all else
 * @param again whether the shopper had bought each before
 * @param catalogue products that may be shown
 * @param before candidates as they stood right before a purchase, for the ranker to learn from;
 *     null for all else
 * @param candidates null if nothing is to be shown now
 * @param towers version of the two towers that have seen the candidates; null if none has
 * @param takenUpAt wall clock when the event was on its way to the shopper, or when the throttle
 *     let it go, epoch milliseconds; {@link #NO_CLOCK} in a bounded run
 */
public record Moment(
        String shopper,
        String eventId,
        long time,
        long triggeredAt,
        String[] bought,
        boolean[] again,
        int catalogue,
        Candidates before,
        Candidates candidates,
        String towers,
        long takenUpAt) {
    /** Instead of a time of the wall clock. */
    static final long NO_CLOCK = 0;

    /** The same with candidates that the towers have added to. */
    Moment seenBy(String version, Candidates seenBefore, Candidates seen) {
        return new Moment(
                shopper,
                eventId,
                time,
                triggeredAt,
                bought,
                again,
                catalogue,
                seenBefore,
                seen,
                version,
                takenUpAt);
    }

    /** Whether the towers are to be asked: not if it was made when there were none. */
    boolean asks() {
        return (before == null || before.question() != null)
                && (candidates == null || candidates.question() != null);
    }

    /** Without what is for the ranker only. */
    Moment judged() {
        return before == null ? this : seenBy(towers, null, candidates);
    }
}
