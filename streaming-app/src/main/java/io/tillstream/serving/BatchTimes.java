package io.tillstream.serving;

import io.tillstream.events.Distribution;

/**
 * How long some batches took in a model, without what requests waited for their batch.
 *
 * @param model its name in the registry
 * @param version that answered them
 * @param micros microseconds of each, of one batch at least
 */
public record BatchTimes(String model, String version, Distribution micros) {
    /** How their metrics begin; they are in milliseconds. */
    public static final String METRIC = "inference_ms.";
}
