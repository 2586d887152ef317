package io.tillstream.monitoring;

import java.util.HashMap;
import java.util.Map;

/** What the records of a source held on a day. A Flink POJO: fields are added, never changed. */
public class FeedDay {
    private static final int HOURS = 24;

    /** Valid records that were in time. */
    public long records;

    /** Of each field of the topic, how many had a value. */
    public long[] present = {};

    /** The same of fields that the topic does not have, by name. */
    public Map<String, Long> unknown = new HashMap<>();

    /** Records by the hour. */
    public long[] hours = new long[HOURS];

    /** Products that a store sold, and whose price could be judged. */
    public long priced;

    /** Those of them with a price out of the ordinary. */
    public long oddPrices;

    /** For Flink. */
    public FeedDay() {}
}
