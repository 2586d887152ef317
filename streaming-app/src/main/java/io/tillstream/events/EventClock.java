package io.tillstream.events;

import io.tillstream.runtime.FlushingOperator;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells the world's time: each closed day, and at the end of a bounded input the time of its last
 * event. One instance, fed with a number per source and flush.
 */
public final class EventClock extends FlushingOperator<Long, WorldTime> {
    private static final long serialVersionUID = 1L;
    private static final ListStateDescriptor<Long> NEWEST =
            new ListStateDescriptor<>("newest-event-time", Types.LONG);

    private final DayClose dayClose;
    private transient ListState<Long> store;
    private transient long newest;
    private transient long announced;

    /** A clock that closes days as everything else does. */
    public EventClock(DayClose dayClose, long flushInterval) {
        super(flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        store = context.getOperatorStateStore().getListState(NEWEST);
        newest = Long.MIN_VALUE;
        announced = DayClose.NONE;
        for (Long time : store.get()) {
            newest = Math.max(newest, time);
        }
    }

    @Override
    public void processElement(StreamRecord<Long> element) {
        newest = Math.max(newest, element.getValue());
    }

    @Override
    protected void onWatermark(long timestamp) {
        if (newest == Long.MIN_VALUE) {
            return;
        }
        if (timestamp == Long.MAX_VALUE) {
            emit(new WorldTime(newest, true));
            return;
        }
        long day = dayClose.lastClosed(timestamp);
        if (day > announced && day != DayClose.NONE) {
            announced = day;
            emit(new WorldTime(EventTime.endOf(day), false));
        }
    }

    @Override
    protected void flush() {}

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        store.clear();
        if (newest != Long.MIN_VALUE) {
            store.add(newest);
        }
    }
}
