package io.tillstream.events;

import io.tillstream.runtime.FlushingOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Drops what was delivered twice within the horizon and counts duplicates and late events.
 *
 * <p>A RocksDB row per id would cost a read and a write (8 us) for every event. Instead ids are
 * spread over {@link #BUCKETS} buckets by their hash; a bucket is a {@link FingerprintSet} on the
 * heap, and each checkpoint adds only the new fingerprints to its state, in chunks of up to {@link
 * #CHUNK}. An id costs about 20 bytes of heap for as long as the horizon; 100 million ids are 2 GB
 * over the whole cluster. A timer per bucket and day forgets both. A bucket that is empty in memory
 * is empty in state too, unless the job was restored. What is beyond the horizon by its own time is
 * no duplicate even where the watermark has not yet come to forget the first: an answer that hung
 * on the watermark would hang on how fast a replay is read.
 */
public final class Deduplicate extends FlushingOperator<ShopEvent, ShopEvent>
        implements Triggerable<Integer, VoidNamespace> {
    /** Buckets over all subtasks; the key of this operator. */
    static final int BUCKETS = 1_024;

    private static final long serialVersionUID = 1L;
    private static final int CHUNK = 512;

    /** Chunk number (day in the upper, sequence in the lower 32 bits) to fingerprints. */
    private static final MapStateDescriptor<Long, long[]> CHUNKS =
            new MapStateDescriptor<>(
                    "fingerprints",
                    Types.LONG,
                    PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

    private final Id id;
    private final long horizon;
    private final int life;
    private transient MapState<Long, long[]> chunks;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Bucket[] buckets;
    private transient List<Bucket> dirty;
    private transient QualityCounter counter;
    private transient boolean isRestored;

    /** By which id a delivery is known. */
    public enum Id {
        /** The id of the receipt or event. Its pass counts late events too. */
        EVENT {
            @Override
            long hash(ShopEvent event) {
                return event.idHash();
            }
        },
        /** The id of the order that an event brings; only for such events. */
        ORDER {
            @Override
            long hash(ShopEvent event) {
                return ((Transaction) event).orderHash();
            }
        };

        abstract long hash(ShopEvent event);
    }

    /**
     * @param id of its input
     * @param horizon milliseconds of event time for which an id is remembered
     * @param flushInterval milliseconds
     */
    public Deduplicate(Id id, long horizon, long flushInterval) {
        super(flushInterval);
        this.id = id;
        this.horizon = horizon;
        long days = (horizon + EventTime.DAY - 1) / EventTime.DAY;
        this.life = (int) Math.min(FingerprintSet.MAX_LIFE, days);
    }

    /**
     * Spreads ids over buckets.
     *
     * @param id that is spread
     */
    public record ById(Id id) implements KeySelector<ShopEvent, Integer> {
        @Override
        public Integer getKey(ShopEvent event) {
            return (int) (id.hash(event) & (BUCKETS - 1));
        }
    }

    /** One bucket in memory, with what its state does not hold yet. */
    private static final class Bucket {
        final int id;
        final FingerprintSet seen = new FingerprintSet();

        /** By day: the chunk that is being filled. */
        final Map<Long, Chunk> open = new HashMap<>();

        /** The chunk looked up last, and its day: most events are of the day of the one before. */
        Chunk last;

        long lastDay;
        boolean dirty;

        Bucket(int id) {
            this.id = id;
        }

        /** Null if the day has none. */
        Chunk chunk(long day) {
            if (last == null || lastDay != day) {
                last = open.get(day);
                lastDay = day;
            }
            return last;
        }
    }

    private static final class Chunk {
        int sequence;
        long[] fingerprints = new long[8];
        int size;
        boolean dirty;

        void add(long fingerprint) {
            if (size == fingerprints.length) {
                fingerprints = Arrays.copyOf(fingerprints, size * 2);
            }
            fingerprints[size++] = fingerprint;
            dirty = true;
        }
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        isRestored = context.isRestored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        chunks = getPartitionedState(CHUNKS);
        timers = getInternalTimerService("forget", VoidNamespaceSerializer.INSTANCE, this);
        buckets = new Bucket[BUCKETS];
        dirty = new ArrayList<>();
        counter = new QualityCounter();
    }

    @Override
    public void processElement(StreamRecord<ShopEvent> element) throws Exception {
        ShopEvent event = element.getValue();
        long day = EventTime.dayOf(event.occurredAt());
        if (!remember(event)) {
            counter.cell(event.topic(), day)[1]++;
            return;
        }
        if (event.late() && id == Id.EVENT) {
            counter.cell(event.topic(), day)[2]++;
        }
        output.collect(element);
    }

    private boolean remember(ShopEvent event) throws Exception {
        Bucket bucket = bucket((int) getCurrentKey());
        // A late event too is remembered for the whole horizon from now on.
        long day = EventTime.dayOf(Math.max(event.occurredAt(), watermark()));
        long fingerprint = FingerprintSet.fingerprint(id.hash(event), day);
        if (!bucket.seen.add(fingerprint, life)) {
            return false;
        }
        Chunk chunk = bucket.chunk(day);
        if (chunk == null) {
            chunk = new Chunk();
            bucket.open.put(day, chunk);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, EventTime.endOf(day) + horizon);
        } else if (chunk.size >= CHUNK) {
            chunks.put(chunkKey(day, chunk.sequence), copyOf(chunk));
            chunk.sequence++;
            chunk.size = 0;
        }
        chunk.add(fingerprint);
        if (!bucket.dirty) {
            bucket.dirty = true;
            dirty.add(bucket);
        }
        return true;
    }

    private Bucket bucket(int id) throws Exception {
        Bucket bucket = buckets[id];
        if (bucket == null) {
            bucket = new Bucket(id);
            if (isRestored) {
                restore(bucket);
            }
            buckets[id] = bucket;
        }
        return bucket;
    }

    /** The chunks of a day go on behind those that state holds. */
    private void restore(Bucket bucket) throws Exception {
        for (Map.Entry<Long, long[]> stored : chunks.entries()) {
            for (long fingerprint : stored.getValue()) {
                // Of one id in several days the last one counts.
                bucket.seen.add(fingerprint, 0);
            }
            Chunk chunk = bucket.open.computeIfAbsent(stored.getKey() >> 32, d -> new Chunk());
            int next = (int) (stored.getKey() & 0xFFFF_FFFFL) + 1;
            chunk.sequence = Math.max(chunk.sequence, next);
        }
    }

    private static long chunkKey(long day, int sequence) {
        return (day << 32) | sequence;
    }

    private static long[] copyOf(Chunk chunk) {
        return Arrays.copyOf(chunk.fingerprints, chunk.size);
    }

    @Override
    protected void flush() {
        counter.drain(count -> emit(Intake.QUALITY, count));
    }

    @Override
    protected void persist() throws Exception {
        for (Bucket bucket : dirty) {
            setCurrentKey(bucket.id);
            for (Map.Entry<Long, Chunk> open : bucket.open.entrySet()) {
                Chunk chunk = open.getValue();
                if (chunk.dirty) {
                    chunks.put(chunkKey(open.getKey(), chunk.sequence), copyOf(chunk));
                    chunk.dirty = false;
                }
            }
            bucket.dirty = false;
        }
        dirty.clear();
    }

    @Override
    public void onEventTime(InternalTimer<Integer, VoidNamespace> timer) throws Exception {
        long day = EventTime.dayOf(timer.getTimestamp() - horizon);
        Bucket bucket = bucket(timer.getKey());
        bucket.seen.forget(day);
        Chunk chunk = bucket.open.remove(day);
        bucket.last = null;
        for (int sequence = 0; chunk != null && sequence <= chunk.sequence; sequence++) {
            chunks.remove(chunkKey(day, sequence));
        }
        if (bucket.seen.size() == 0) {
            buckets[timer.getKey()] = null;
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<Integer, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever registered");
    }
}
