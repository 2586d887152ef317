package io.tillstream.sandbox.page;

/**
 * What the running job says about itself. Negative numbers stand for "not known".
 *
 * @param state the job's state in Flink's words ({@code RUNNING}, {@code RESTARTING}, ...)
 * @param eventsPerSecond input records per second over all sources
 * @param recordsIn input records since the job's start
 * @param pendingRecords records that wait in Kafka, over all sources
 * @param watermark event time to which the source that is furthest on has been read, epoch
 *     milliseconds, or {@link Long#MIN_VALUE} while there is none
 * @param checkpointMillis duration of the last completed checkpoint
 * @param checkpointBytes size of the state in the last completed checkpoint
 * @param checkpointsCompleted completed checkpoints
 * @param checkpointsFailed failed checkpoints if the newest one failed, otherwise 0: at the start
 *     some come before all tasks run
 */
public record JobStatus(
        String state,
        double eventsPerSecond,
        long recordsIn,
        long pendingRecords,
        long watermark,
        long checkpointMillis,
        long checkpointBytes,
        long checkpointsCompleted,
        long checkpointsFailed) {

    /** Year 10000: Flink sends {@link Long#MAX_VALUE} when a bounded source is done. */
    static final long END = 253_402_300_800_000L;

    /** The status of a job that does not answer. */
    public static final JobStatus UNKNOWN =
            new JobStatus("UNKNOWN", -1, -1, -1, Long.MIN_VALUE, -1, -1, -1, -1);

    /** Whether the job has a watermark that is a time, not the start or the end of all times. */
    public boolean hasWatermark() {
        return watermark > 0 && watermark < END;
    }
}
