package io.tillstream.trends;

import java.util.HashMap;
import java.util.Map;

/** How often a shelf's subjects were heard on a day that is closed. A Flink POJO. */
public class HeardDay {
    /** The shelf. */
    public int shelf;

    /** Days since 1970, UTC. */
    public long day;

    /** Posts in all. */
    public double posts;

    /** Weighted voices, by subject. */
    public Map<String, Double> heard = new HashMap<>();

    /** The encoder that saw them, as {@code name/version}; null where nothing is seen. */
    public String encoder;

    /** For Flink. */
    public HeardDay() {}

    HeardDay(long day, double posts) {
        this.day = day;
        this.posts = posts;
    }
}
