package io.tillstream.kpis;

import java.util.Arrays;

/** The figures of a cell. State: add fields only. */
public class KpiDay {
    /** In the order of {@link KpiSums}; the last ones may be missing in state of old. */
    public long[] figures = {};

    /** Changes so far: the version of the row. */
    public long updates;

    /** For Flink. */
    public KpiDay() {}

    void add(long[] more) {
        figures = Arrays.copyOf(figures, Math.max(figures.length, more.length));
        for (int i = 0; i < more.length; i++) {
            figures[i] += more[i];
        }
        updates++;
    }

    long figure(int figure) {
        return figure < figures.length ? figures[figure] : 0;
    }
}
