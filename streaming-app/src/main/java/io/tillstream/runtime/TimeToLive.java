package io.tillstream.runtime;

import java.time.Duration;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;

/** How long state outlives its last change, by the wall clock. */
public final class TimeToLive {
    /** Entries that a compaction of RocksDB drops by one question for the time. */
    private static final long DROPPED_AT_A_TIME = 1_000;

    private TimeToLive() {}

    /** Gives a state a time to live. */
    public static <D extends StateDescriptor<?, ?>> D of(D descriptor, Duration time) {
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(time)
                        .cleanupInRocksdbCompactFilter(DROPPED_AT_A_TIME)
                        .build());
        return descriptor;
    }

    /**
     * Gives one to the state of days that take corrections for a retention of event time: twice
     * that, since a stopped job loses of the wall clock.
     */
    public static <D extends StateDescriptor<?, ?>> D afterRetention(
            D descriptor, Duration retention) {
        return of(descriptor, retention.multipliedBy(2));
    }
}
