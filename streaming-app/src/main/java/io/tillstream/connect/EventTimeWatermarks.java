package io.tillstream.connect;

import io.tillstream.JobConfig;
import io.tillstream.JobOptions;
import io.tillstream.events.Decoded;
import io.tillstream.events.Topic;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Watermarks by partition: a fixed bound behind the newest valid event. Broken records do not move
 * event time, and reference data, which has no time, never holds it back.
 */
final class EventTimeWatermarks {
    private static final String ALIGNMENT_GROUP = "tillstream";
    private static final Duration ALIGNMENT_UPDATE = Duration.ofMillis(200);

    private EventTimeWatermarks() {}

    static WatermarkStrategy<Decoded> strategy(JobConfig config, Topic topic) {
        if (!topic.hasEventTime() && config.get(JobOptions.KAFKA_BOUNDED)) {
            // Whatever needs reference data waits for the end of it, which is near.
            return WatermarkStrategy.noWatermarks();
        }
        if (!topic.hasEventTime()) {
            return WatermarkStrategy.forGenerator(context -> new Timeless());
        }
        long bound = config.millis(JobOptions.OUT_OF_ORDERNESS);
        Duration silent = config.get(JobOptions.IDLE_TIMEOUT);
        Duration unread = config.get(JobOptions.START_TIMEOUT);
        WatermarkStrategy<Decoded> strategy =
                WatermarkStrategy.<Decoded>forGenerator(
                                context ->
                                        silent.isZero()
                                                ? new Bounded(bound)
                                                : new Idling(
                                                        new Bounded(bound),
                                                        silent,
                                                        unread,
                                                        context.getInputActivityClock()))
                        .withTimestampAssigner((decoded, timestamp) -> decoded.time());
        if (!config.get(JobOptions.KAFKA_BOUNDED)) {
            // Not where sources end: Flink 2.3 fails a source that it holds back just then, and
            // then fails every restart of those that have ended.
            strategy =
                    strategy.withWatermarkAlignment(
                            ALIGNMENT_GROUP,
                            config.get(JobOptions.ALIGNMENT_DRIFT),
                            ALIGNMENT_UPDATE);
        }
        return strategy;
    }

    private static final class Bounded implements WatermarkGenerator<Decoded> {
        private final long bound;
        private long newest = Long.MIN_VALUE;

        Bounded(long bound) {
            this.bound = bound;
        }

        @Override
        public void onEvent(Decoded decoded, long timestamp, WatermarkOutput output) {
            if (decoded.error() == null && timestamp > newest) {
                newest = timestamp;
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (newest != Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(newest - bound - 1));
            }
        }
    }

    /**
     * Tells a partition that is silent from one that has not been read yet: a job that starts with
     * much to read, or on a busy machine, may take long to come to it, and a day that closed
     * without it would stay wrong.
     */
    private static final class Idling implements WatermarkGenerator<Decoded> {
        private final WatermarkGenerator<Decoded> unread;
        private final WatermarkGenerator<Decoded> read;
        private boolean begun;

        Idling(Bounded watermarks, Duration silent, Duration unread, RelativeClock clock) {
            Duration longer = unread.compareTo(silent) > 0 ? unread : silent;
            this.unread = new WatermarksWithIdleness<>(watermarks, longer, clock);
            this.read = new WatermarksWithIdleness<>(watermarks, silent, clock);
        }

        @Override
        public void onEvent(Decoded decoded, long timestamp, WatermarkOutput output) {
            begun = true;
            read.onEvent(decoded, timestamp, output);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            (begun ? read : unread).onPeriodicEmit(output);
        }
    }

    private static final class Timeless implements WatermarkGenerator<Decoded> {
        @Override
        public void onEvent(Decoded decoded, long timestamp, WatermarkOutput output) {
            output.markIdle();
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
