package io.tillstream.kpis;

/**
 * What is to be added to a cell.
 *
 * @param figures in the order of {@link KpiSums}
 */
public record KpiDelta(KpiCell cell, long[] figures) {}
