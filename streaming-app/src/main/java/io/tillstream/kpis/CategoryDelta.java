package io.tillstream.kpis;

/**
 * What is to be added to a cell of a category.
 *
 * @param figures in the order of {@link KpiSums}
 * @param newest event time of the newest event that counts, epoch milliseconds
 */
public record CategoryDelta(CategoryCell cell, long[] figures, long newest) implements Delta {}
