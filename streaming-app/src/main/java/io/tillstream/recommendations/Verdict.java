package io.tillstream.recommendations;

/**
 * A purchase beside the lists that stood before it.
 *
 * @param day epoch day (UTC) of the purchase
 * @param variant ordinal of the {@link Variant} that made the list that was emitted
 * @param catalogue products that might have been shown
 * @param bought distinct products
 * @param again whether the shopper had bought each before
 * @param shown the list that was emitted, the best first
 * @param byPopularity popularity's list
 * @param byTies the list of ties between products
 */
public record Verdict(
        long day,
        int variant,
        int catalogue,
        String[] bought,
        boolean[] again,
        String[] shown,
        String[] byPopularity,
        String[] byTies) {}
