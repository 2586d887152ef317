package io.tillstream.monitoring;

import io.tillstream.events.QualityCount;

/** Counts of one source and day. A Flink POJO: fields are added, never changed. */
public class DayQuality {
    /** All records that arrived. */
    public long records;

    /** Of them delivered before. */
    public long duplicates;

    /** Of them late. */
    public long late;

    /** Of them refused. */
    public long dead;

    /** Event time of the newest record that was in time, epoch milliseconds. */
    public long newest = QualityCount.NO_TIME;

    /** For Flink. */
    public DayQuality() {}
}
