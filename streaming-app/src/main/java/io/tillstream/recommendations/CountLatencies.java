package io.tillstream.recommendations;

import io.tillstream.events.Distribution;
import io.tillstream.runtime.FlushingOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Gathers how long lists took, so that a few records a second tell of thousands of them. */
final class CountLatencies extends FlushingOperator<Long, Distribution> {
    private static final long serialVersionUID = 1L;

    private transient Distribution gathered;

    CountLatencies(long flushInterval) {
        super(flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        gathered = new Distribution();
    }

    @Override
    public void processElement(StreamRecord<Long> element) {
        gathered.add(element.getValue(), 1);
    }

    @Override
    protected void flush() {
        if (gathered.bins.length > 0) {
            emit(gathered);
            gathered = new Distribution();
        }
    }
}
