package io.tillstream.events;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * How far each partition has got in event time: its own watermark, by which events are late or too
 * old, the same ones in every run. By the watermark of the whole job that would depend on how fast
 * other partitions were read, most of all in a replay.
 *
 * <p>The clock is the time of the record's arrival in Kafka, for as long as arrivals keep up with
 * events; in a backfill, where old events arrive now, it is the newest event of the partition.
 */
final class PartitionProgress implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long LONGEST_SILENCE = 3 * EventTime.DAY;
    private static final ListStateDescriptor<Tuple2<Integer, Long>> NEWEST =
            new ListStateDescriptor<>("partition-progress", Types.TUPLE(Types.INT, Types.LONG));

    private final long outOfOrderness;
    private transient Map<Integer, long[]> newest;
    private transient ListState<Tuple2<Integer, Long>> store;

    PartitionProgress(long outOfOrderness) {
        this.outOfOrderness = outOfOrderness;
    }

    /** The watermark of a valid record's partition once the record is there. */
    long advance(Decoded decoded) {
        long[] partition =
                newest.computeIfAbsent(decoded.partition(), p -> new long[] {Long.MIN_VALUE});
        partition[0] = Math.max(partition[0], decoded.event().occurredAt());
        boolean keepsUp = decoded.timestamp() - partition[0] < LONGEST_SILENCE;
        long clock = keepsUp ? Math.max(decoded.timestamp(), partition[0]) : partition[0];
        return clock - outOfOrderness;
    }

    /** Union state: a restart may deal partitions out anew, and too much knowledge does no harm. */
    void restore(OperatorStateStore stateStore) throws Exception {
        newest = new HashMap<>();
        store = stateStore.getUnionListState(NEWEST);
        for (Tuple2<Integer, Long> entry : store.get()) {
            newest.merge(
                    entry.f0, new long[] {entry.f1}, (a, b) -> new long[] {Math.max(a[0], b[0])});
        }
    }

    /** The newest event of all partitions; {@link Long#MIN_VALUE} before the first. */
    long newest() {
        return newest.values().stream()
                .mapToLong(partition -> partition[0])
                .max()
                .orElse(Long.MIN_VALUE);
    }

    void store() throws Exception {
        store.clear();
        for (Map.Entry<Integer, long[]> entry : newest.entrySet()) {
            store.add(Tuple2.of(entry.getKey(), entry.getValue()[0]));
        }
    }
}
