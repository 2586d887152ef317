package io.tillstream.trends;

/** A subject by the day and by the week. A Flink POJO: fields are added, never changed. */
public class SubjectHistory {
    /** Weighted voices of the last days, the newest last. */
    public float[] days = {};

    /** Those of weeks that are over, the newest last; as many as the shelf knows. */
    public float[] weeks = {};

    /** Those of the week that is not over. */
    public float week;

    /** How it goes on, as of the last week that is over; null where it is heard too seldom. */
    public SubjectOutlook outlook;

    /** Whether a standing was told. */
    public boolean told;

    /** For Flink. */
    public SubjectHistory() {}
}
