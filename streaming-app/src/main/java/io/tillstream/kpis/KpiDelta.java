package io.tillstream.kpis;

/**
 * What is to be added to a cell.
 *
 * @param figures in the order of {@link KpiSums}
 * @param newest event time of the newest event that counts, epoch milliseconds
 */
public record KpiDelta(KpiCell cell, long[] figures, long newest) implements Delta {}
