package io.tillstream;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The way from an event to a shopper's list: its exchanges pass on after {@link #MILLIS} what would
 * wait up to 100 ms for a buffer to fill. All others wait: a thread for each exchange that wakes so
 * often would cost a third of a processor.
 */
public final class Shortcut {
    private static final long MILLIS = 5;

    private Shortcut() {}

    /** Makes what an operator sends pass on quickly, where there are shoppers who wait for it. */
    public static <T> SingleOutputStreamOperator<T> of(
            SingleOutputStreamOperator<T> operator, JobConfig config) {
        boolean awaited = config.runs("recommendations") && !config.get(JobOptions.KAFKA_BOUNDED);
        return awaited ? operator.setBufferTimeout(MILLIS) : operator;
    }
}
