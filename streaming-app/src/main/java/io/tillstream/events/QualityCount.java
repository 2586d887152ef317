package io.tillstream.events;

/**
 * What was counted of one source and one day since the last count.
 *
 * @param source the input topic
 * @param day epoch day of event time; of arrival for dead letters
 * @param records all records that arrived, duplicates and dead letters among them
 * @param newest event time of the newest of them that was in time, epoch milliseconds; {@link
 *     #NO_TIME} if there was none
 */
public record QualityCount(
        String source, long day, long records, long duplicates, long late, long dead, long newest) {
    /** Instead of a time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** Counts alone. */
    public QualityCount(
            String source, long day, long records, long duplicates, long late, long dead) {
        this(source, day, records, duplicates, late, dead, NO_TIME);
    }
}
