package io.tillstream.demand;

import io.tillstream.events.EventTime;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.FlushingOperator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums purchases by store and hour before the shuffle. It holds nothing across a checkpoint. A late
 * purchase is left out: whether its day is closed by then would depend on how the partitions run.
 */
final class CountReceipts extends FlushingOperator<ShopEvent, StoreHours> {
    private static final long serialVersionUID = 1L;

    private transient Map<String, Map<Long, long[]>> counts;

    CountReceipts(long flushInterval) {
        super(flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        counts = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<ShopEvent> element) {
        if (element.getValue() instanceof Transaction transaction
                && !transaction.returned()
                && !transaction.late()) {
            long hour = Math.floorDiv(transaction.occurredAt(), EventTime.HOUR) * EventTime.HOUR;
            counts.computeIfAbsent(transaction.storeId(), store -> new HashMap<>())
                    .computeIfAbsent(hour, h -> new long[1])[0]++;
        }
    }

    @Override
    protected void flush() {
        counts.forEach(
                (store, hours) ->
                        hours.forEach((hour, n) -> emit(new StoreHours(store, hour, n[0]))));
        counts.clear();
    }
}
