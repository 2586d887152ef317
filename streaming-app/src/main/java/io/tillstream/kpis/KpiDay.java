package io.tillstream.kpis;

import java.util.Arrays;

/** The figures of a cell. State: add fields only. */
public class KpiDay {
    /** In the order of {@link KpiSums}; the last ones may be missing in state of old. */
    public long[] figures = {};

    /**
     * Event time of the newest event that counts, epoch milliseconds: the version of the row. It
     * does not depend on the order of events, nor on how many of them a flush adds up.
     */
    public long newest = Long.MIN_VALUE;

    /** For Flink. */
    public KpiDay() {}

    void add(long[] more, long time) {
        figures = Arrays.copyOf(figures, Math.max(figures.length, more.length));
        for (int i = 0; i < more.length; i++) {
            figures[i] += more[i];
        }
        newest = Math.max(newest, time);
    }

    long figure(int figure) {
        return figure < figures.length ? figures[figure] : 0;
    }
}
