package io.tillstream.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * One state object a key, with a write-back cache in front of RocksDB: a key is read when it is
 * first touched, changed on the heap, and written once a second and at a checkpoint barrier,
 * however often it changed. A RocksDB access costs 4 to 5 us, so that this halves the cost of an
 * event; and a barrier, which nothing overtakes, finds no more than a second's changes to write.
 *
 * <p>The cache is empty of changes after every barrier and holds at most {@code capacity} keys
 * then; between two barriers it is written back early when it has grown to twice that.
 *
 * @param <K> key
 * @param <S> state, a mutable POJO
 */
public abstract class WriteBackOperator<K, S, IN, OUT> extends FlushingOperator<IN, OUT>
        implements Triggerable<K, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private static final long WRITE_INTERVAL = 1_000;

    private final ValueStateDescriptor<S> descriptor;
    private final int capacity;
    private transient ValueState<S> store;
    private transient TypeSerializer<S> serializer;

    /** Whether the backend keeps the objects it is given, which the cache goes on changing. */
    private transient boolean keepsObjects;

    private transient Map<K, Cached<K, S>> cache;
    private transient List<Cached<K, S>> changed;
    private transient List<Cached<K, S>> dirty;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient long writtenAt;

    private static final class Cached<K, S> {
        final K key;
        final S state;
        boolean changed;
        boolean dirty;

        Cached(K key, S state) {
            this.key = key;
            this.state = state;
        }
    }

    /**
     * @param descriptor the state: name, type, time to live
     * @param capacity keys kept on the heap across checkpoints
     * @param flushInterval milliseconds
     */
    protected WriteBackOperator(
            ValueStateDescriptor<S> descriptor, int capacity, long flushInterval) {
        super(flushInterval);
        this.descriptor = descriptor;
        this.capacity = capacity;
    }

    @Override
    public void open() throws Exception {
        super.open();
        store = getPartitionedState(descriptor);
        serializer = descriptor.getSerializer();
        keepsObjects = !getKeyedStateBackend().isSafeToReuseKVState();
        cache = new HashMap<>();
        changed = new ArrayList<>();
        dirty = new ArrayList<>();
        timers = getInternalTimerService("timers", VoidNamespaceSerializer.INSTANCE, this);
    }

    /** The state of a key that was never seen. */
    protected abstract S create();

    /**
     * Applies a record to its key's state.
     *
     * @return false if nothing changed
     */
    protected abstract boolean apply(K key, S state, IN value) throws Exception;

    /** True if a state says no more than that of a key that was never seen: it is removed. */
    protected boolean isNothing(S state) {
        return false;
    }

    /**
     * Milliseconds of processing time after which changed states are written: longer where a state
     * is large and never rests.
     */
    protected long writeInterval() {
        return WRITE_INTERVAL;
    }

    /** What is stored of the key at hand, to be changed; null if nothing is. */
    protected S load() throws Exception {
        S stored = store.value();
        return stored == null ? null : storable(stored, serializer);
    }

    /** Stores the state of the key at hand. */
    protected void save(S state) throws Exception {
        store.update(storable(state, serializer));
    }

    /**
     * The value as it may go from or to a state: a copy where the state keeps the object itself,
     * which a checkpoint may be reading while it changes.
     */
    protected final <T> T storable(T value, TypeSerializer<T> by) {
        return keepsObjects ? by.copy(value) : value;
    }

    /** Emits what a changed key has to say; called once per flush and changed key. */
    protected abstract void emitChanged(K key, S state) throws Exception;

    /** Called at each flush after the changed keys. */
    protected void emitGathered() throws Exception {}

    @Override
    @SuppressWarnings("unchecked")
    public final void processElement(StreamRecord<IN> element) throws Exception {
        K key = (K) getCurrentKey();
        Cached<K, S> cached = cached(key);
        if (!apply(key, cached.state, element.getValue())) {
            return;
        }
        if (!cached.changed) {
            cached.changed = true;
            changed.add(cached);
        }
        markDirty(cached);
        if (cache.size() >= 2L * capacity) {
            flush();
            persist();
        }
    }

    /** What is known of the current key. */
    private Cached<K, S> cached(K key) throws Exception {
        Cached<K, S> cached = cache.get(key);
        if (cached == null) {
            S stored = load();
            cached = new Cached<>(key, stored == null ? create() : stored);
            cache.put(key, cached);
        }
        return cached;
    }

    private void markDirty(Cached<K, S> cached) {
        if (!cached.dirty) {
            cached.dirty = true;
            dirty.add(cached);
        }
    }

    /** Asks for {@link #onTimer} at an event time, for the key at hand; once for each time. */
    protected final void registerTimer(long time) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    /**
     * Called when the watermark has passed a time that was asked for.
     *
     * @return false if nothing of the state changed
     */
    protected boolean onTimer(long time, K key, S state) throws Exception {
        return false;
    }

    @Override
    public final void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
        Cached<K, S> cached = cached(timer.getKey());
        if (onTimer(timer.getTimestamp(), timer.getKey(), cached.state)) {
            markDirty(cached);
        }
        if (cache.size() >= 2L * capacity) {
            persist();
        }
    }

    @Override
    public final void onProcessingTime(InternalTimer<K, VoidNamespace> timer) {
        throw new IllegalStateException("there are no timers of processing time");
    }

    @Override
    protected final void flush() throws Exception {
        for (Cached<K, S> cached : changed) {
            cached.changed = false;
            emitChanged(cached.key, cached.state);
        }
        changed.clear();
        emitGathered();
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (now - writtenAt >= writeInterval()) {
            persist();
            writtenAt = now;
        }
    }

    @Override
    protected final void persist() throws Exception {
        for (Cached<K, S> cached : dirty) {
            setCurrentKey(cached.key);
            if (isNothing(cached.state)) {
                store.clear();
            } else {
                save(cached.state);
            }
            cached.dirty = false;
        }
        dirty.clear();
        if (cache.size() > capacity) {
            cache.clear();
        }
    }
}
