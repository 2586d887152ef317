package io.tillstream.monitoring;

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

    /** For Flink. */
    public DayQuality() {}
}
