package io.tillstream.recommendations;

/**
 * An emission.
 *
 * @param shopper key, see {@link Shoppers}
 * @param generatedAt event time of the trigger, epoch milliseconds
 * @param emittedAt wall-clock time, epoch milliseconds
 * @param productIds the best first
 * @param scores of each
 * @param reasons of each
 */
public record Recommendation(
        String id,
        String shopper,
        long generatedAt,
        long emittedAt,
        String triggerEventId,
        String modelVersion,
        String variant,
        String[] productIds,
        double[] scores,
        String[] reasons) {}
