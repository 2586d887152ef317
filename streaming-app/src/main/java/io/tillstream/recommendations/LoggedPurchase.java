package io.tillstream.recommendations;

import java.util.Set;

/**
 * A purchase beside the candidates as they stood right before it.
 *
 * @param eventId the purchase
 * @param time when it occurred, epoch milliseconds
 * @param catalogue products that might have been shown
 * @param bought distinct products
 * @param before the candidates, without what the towers think of them
 */
public record LoggedPurchase(
        String eventId, long time, int catalogue, Set<String> bought, Candidates before) {
    /** What the ranker learns from it; null if nothing was bought that was a candidate. */
    Example example() {
        return Example.of(eventId, time, before, bought);
    }
}
