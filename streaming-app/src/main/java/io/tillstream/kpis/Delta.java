package io.tillstream.kpis;

/** What is to be added to a cell. */
interface Delta {
    /** In the order of {@link KpiSums}. */
    long[] figures();

    /** Event time of the newest event that counts, epoch milliseconds. */
    long newest();
}
