package io.tillstream.runtime;

import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * An operator that gathers its output in memory and emits it together: at most once per flush
 * interval of processing time, and always before a watermark, a checkpoint barrier and the end of
 * input. So nothing gathered is ever lost or overtaken by event time, and a key that changes a
 * hundred times between two flushes costs one record downstream.
 *
 * <p>The watermark survives a restart. Sources tell it anew only some time after their first
 * records; a late event among these would be taken for one of a day that is still open, and the run
 * would not be the same as one without a failure.
 */
public abstract class FlushingOperator<IN, OUT> extends AbstractStreamOperator<OUT>
        implements OneInputStreamOperator<IN, OUT> {
    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<Long> WATERMARK =
            new ListStateDescriptor<>("watermark", Types.LONG);

    private final long flushInterval;
    private transient ListState<Long> watermarkStore;
    private transient long watermark;

    /**
     * @param flushInterval milliseconds of processing time
     */
    protected FlushingOperator(long flushInterval) {
        this.flushInterval = flushInterval;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        // Union: at a barrier all subtasks of an exchange have the same, at any parallelism.
        watermarkStore = context.getOperatorStateStore().getUnionListState(WATERMARK);
        watermark = Long.MAX_VALUE;
        for (Long stored : watermarkStore.get()) {
            watermark = Math.min(watermark, stored);
        }
        if (watermark == Long.MAX_VALUE) {
            watermark = Long.MIN_VALUE;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        boolean known = watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE;
        watermarkStore.update(known ? List.of(watermark) : List.of());
    }

    @Override
    public void open() throws Exception {
        super.open();
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

    /** What an idle stream still says must not come after others have moved event time on. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush();
        super.processWatermarkStatus(status);
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
