package io.tillstream.recommendations;

import io.tillstream.events.Distribution;
import io.tillstream.runtime.FlushingOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Gathers how long lists took, so that a few records a second tell of thousands of them. */
final class CountLatencies extends FlushingOperator<Latency, Latencies> {
    private static final long serialVersionUID = 1L;

    private transient Distribution live;
    private transient Distribution behind;

    CountLatencies(long flushInterval) {
        super(flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        live = new Distribution();
        behind = new Distribution();
    }

    @Override
    public void processElement(StreamRecord<Latency> element) {
        Latency latency = element.getValue();
        (latency.live() ? live : behind).add(latency.millis(), 1);
    }

    @Override
    protected void flush() {
        if (live.bins.length > 0) {
            emit(new Latencies(true, live));
            live = new Distribution();
        }
        if (behind.bins.length > 0) {
            emit(new Latencies(false, behind));
            behind = new Distribution();
        }
    }
}
