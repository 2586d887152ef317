package io.tillstream.runtime;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * An operator that gathers its output in memory and emits it together: at most once per flush
 * interval of processing time, and always before a watermark, a checkpoint barrier and the end of
 * input. So nothing gathered is ever lost or overtaken by event time, and a key that changes a
 * hundred times between two flushes costs one record downstream.
 */
public abstract class FlushingOperator<IN, OUT> extends AbstractStreamOperator<OUT>
        implements OneInputStreamOperator<IN, OUT> {
    private static final long serialVersionUID = 1L;

    private final long flushInterval;
    private transient long watermark;

    /**
     * @param flushInterval milliseconds of processing time
     */
    protected FlushingOperator(long flushInterval) {
        this.flushInterval = flushInterval;
    }

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Long.MIN_VALUE;
        scheduleFlush();
    }

    private void scheduleFlush() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        ScheduledFuture<?> unused =
                getProcessingTimeService()
                        .registerTimer(
                                now + flushInterval,
                                time -> {
                                    flush();
                                    scheduleFlush();
                                });
    }

    /** Emits what has been gathered. */
    protected abstract void flush() throws Exception;

    /** Writes in-memory changes to state, right before the barrier of a checkpoint is passed on. */
    protected void persist() throws Exception {}

    /** Called with each watermark, after the flush and before timers fire and it is passed on. */
    protected void onWatermark(long timestamp) throws Exception {}

    @Override
    public final void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        persist();
    }

    @Override
    public final void processWatermark(Watermark mark) throws Exception {
        flush();
        watermark = mark.getTimestamp();
        onWatermark(watermark);
        super.processWatermark(mark);
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    /** The current watermark; {@link Long#MIN_VALUE} before the first one. */
    protected final long watermark() {
        return watermark;
    }

    /** Emits to the main output. */
    protected final void emit(OUT value) {
        output.collect(new StreamRecord<>(value));
    }

    /** Emits to a side output. */
    protected final <T> void emit(OutputTag<T> tag, T value) {
        output.collect(tag, new StreamRecord<>(value));
    }
}
