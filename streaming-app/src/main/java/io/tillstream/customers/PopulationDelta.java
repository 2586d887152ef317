package io.tillstream.customers;

/**
 * How a part of the population moved between bins since the last delta, with effect from a day on.
 *
 * @param day epoch day from whose close on the moves count; {@link Long#MIN_VALUE} for corrections
 *     of closed days, which count at once
 * @param cells bin x {@link Dimension#COUNT} + dimension
 * @param customers customers added to the cell of the same position, negative if they left
 */
public record PopulationDelta(long day, long[] cells, long[] customers) {}
