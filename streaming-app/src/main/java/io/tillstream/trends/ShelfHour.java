package io.tillstream.trends;

import java.util.ArrayList;
import java.util.List;

/** What a shelf has to say when an hour closes. A Flink POJO: fields are added, never changed. */
public class ShelfHour {
    /** Which one says it. */
    public int shelf;

    /** Hours since 1970. */
    public long hour;

    /** Subjects and windows that were tested: what chances are to be seen against. */
    public long tests;

    /** Subjects that are mentioned more than usual. */
    public List<Rise> rises = new ArrayList<>();

    /** The day that ends with this hour; null in others. */
    public ShelfDay closedDay;

    /** For Flink. */
    public ShelfHour() {}

    ShelfHour(int shelf, long hour) {
        this.shelf = shelf;
        this.hour = hour;
    }

    /** Adds another shelf's. */
    void add(ShelfHour other) {
        tests += other.tests;
        rises.addAll(other.rises);
    }
}
