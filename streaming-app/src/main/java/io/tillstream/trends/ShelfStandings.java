package io.tillstream.trends;

import java.util.ArrayList;
import java.util.List;

/** What a shelf's subjects look like at the end of a day. A Flink POJO. */
public class ShelfStandings {
    /** The shelf. */
    public int shelf;

    /** Days since 1970, UTC. */
    public long day;

    /** Those that are worth telling. */
    public List<SubjectStanding> subjects = new ArrayList<>();

    /** For Flink. */
    public ShelfStandings() {}

    ShelfStandings(int shelf, long day, List<SubjectStanding> subjects) {
        this.shelf = shelf;
        this.day = day;
        this.subjects = subjects;
    }
}
