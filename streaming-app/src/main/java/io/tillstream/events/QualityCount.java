package io.tillstream.events;

/**
 * What was counted of one source and one day since the last count.
 *
 * @param source the input topic
 * @param day epoch day of event time; of arrival for dead letters
 * @param records all records that arrived, duplicates and dead letters among them
 */
public record QualityCount(
        String source, long day, long records, long duplicates, long late, long dead) {}
