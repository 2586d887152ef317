package io.tillstream.events;

/**
 * What the records of a source and day held since the last count. Only of valid ones that were in
 * time, so that a day is complete when it closes.
 *
 * @param source the topic
 * @param day epoch day of event time; of arrival where records have none
 * @param records how many
 * @param present of each field in the order of {@link Topic#fields()}, how many had a value
 * @param unknown names of fields that the topic does not have
 * @param unknownPresent how many records had each of these
 * @param hours records by the hour of the day
 */
public record FeedCount(
        String source,
        long day,
        long records,
        long[] present,
        String[] unknown,
        long[] unknownPresent,
        long[] hours) {}
