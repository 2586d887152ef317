package io.tillstream.events;

/**
 * How far the world stands: as of this time every quiet customer and product is right.
 *
 * @param asOf the end of the last closed day, or the time of the last event of a bounded input
 * @param end true at the end of a bounded input
 */
public record WorldTime(long asOf, boolean end) {}
