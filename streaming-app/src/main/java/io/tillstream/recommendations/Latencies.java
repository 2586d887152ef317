package io.tillstream.recommendations;

import io.tillstream.events.Distribution;

/**
 * How long some lists took.
 *
 * @param live whether shoppers can have been waiting for them
 * @param millis from taking events up to lists
 */
public record Latencies(boolean live, Distribution millis) {}
