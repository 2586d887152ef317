package io.tillstream.trends;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Posts by region, of the regions that are told on this shelf. */
    public Map<String, Long> regions = new HashMap<>();

    /** The day that ends with this hour; null in others. */
    public HeardDay closedDay;

    /** For Flink. */
    public ShelfHour() {}

    ShelfHour(int shelf, long hour) {
        this.shelf = shelf;
        this.hour = hour;
    }

    /** What it says of the hour alone. */
    ShelfHour withoutDay() {
        ShelfHour hourly = new ShelfHour(shelf, hour);
        hourly.add(this);
        return hourly;
    }

    /** Adds another shelf's. */
    void add(ShelfHour other) {
        tests += other.tests;
        rises.addAll(other.rises);
        other.regions.forEach((region, posts) -> regions.merge(region, posts, Long::sum));
    }
}
