package io.tillstream.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A running operator under test, of one or more subtasks: records go to the subtask that has their
 * key, as in a job, and the whole can be stopped with a checkpoint and go on at any parallelism.
 * Types that would need Kryo are refused, as the job refuses them.
 *
 * @param <IN> what it is given
 * @param <B> what is broadcast to it; {@link Void} if it has one input
 * @param <OUT> its main output
 */
public final class OperatorRun<IN, B, OUT> implements AutoCloseable {
    private static final int KEY_GROUPS = 128;

    private final Definition<IN, B, OUT> definition;
    private final List<Subtask<IN, B, OUT>> subtasks = new ArrayList<>();
    private long checkpoints;
    private long wallClock;
    private long ttlClock;

    private OperatorRun(Definition<IN, B, OUT> definition) {
        this.definition = definition;
    }

    /** One subtask, whatever its kind. */
    private interface Subtask<IN, B, OUT> {
        AbstractStreamOperatorTestHarness<OUT> harness();

        void element(IN value) throws Exception;

        void broadcast(B value) throws Exception;

        void watermark(long timestamp) throws Exception;
    }

    private interface Start<IN, B, OUT> {
        Subtask<IN, B, OUT> subtask(int parallelism, int index) throws Exception;
    }

    private interface Router<IN> {
        int subtaskOf(IN value, int parallelism) throws Exception;
    }

    /** What to run. */
    public static final class Definition<IN, B, OUT> {
        private final TypeInformation<OUT> outType;
        private final Router<IN> router;
        private final Start<IN, B, OUT> start;

        private Definition(
                TypeInformation<OUT> outType, Router<IN> router, Start<IN, B, OUT> start) {
            this.outType = outType;
            this.router = router;
            this.start = start;
        }

        /** Starts it with nothing in state. */
        public OperatorRun<IN, B, OUT> open(int parallelism) throws Exception {
            OperatorRun<IN, B, OUT> run = new OperatorRun<>(this);
            run.start(parallelism, null);
            return run;
        }

        /** Starts one subtask from a checkpoint. */
        public OperatorRun<IN, B, OUT> restore(OperatorSubtaskState state) throws Exception {
            OperatorRun<IN, B, OUT> run = new OperatorRun<>(this);
            run.start(1, List.of(state));
            return run;
        }
    }

    /** An operator without keys; records with equal routes go to the same subtask. */
    public static <IN, OUT> Definition<IN, Void, OUT> plain(
            Supplier<OneInputStreamOperator<IN, OUT>> operator,
            KeySelector<IN, ?> route,
            TypeInformation<OUT> outType) {
        return new Definition<>(
                outType,
                (value, parallelism) -> Math.floorMod(route.getKey(value).hashCode(), parallelism),
                (parallelism, index) ->
                        new OneInput<>(
                                new OneInputStreamOperatorTestHarness<>(
                                        operator.get(), KEY_GROUPS, parallelism, index)));
    }

    /** An operator with keys. */
    public static <K, IN, OUT> Definition<IN, Void, OUT> keyed(
            Supplier<OneInputStreamOperator<IN, OUT>> operator,
            KeySelector<IN, K> key,
            TypeInformation<K> keyType,
            TypeInformation<OUT> outType) {
        return new Definition<>(
                outType,
                byKeyGroup(key),
                (parallelism, index) ->
                        new OneInput<>(
                                new KeyedOneInputStreamOperatorTestHarness<>(
                                        operator.get(),
                                        key,
                                        keyType,
                                        KEY_GROUPS,
                                        parallelism,
                                        index)));
    }

    /** A function with keys and a broadcast input. */
    public static <K, IN, B, OUT> Definition<IN, B, OUT> broadcast(
            Supplier<KeyedBroadcastProcessFunction<K, IN, B, OUT>> function,
            List<MapStateDescriptor<?, ?>> state,
            KeySelector<IN, K> key,
            TypeInformation<K> keyType,
            TypeInformation<OUT> outType) {
        return new Definition<>(
                outType,
                byKeyGroup(key),
                (parallelism, index) ->
                        new WithBroadcast<>(
                                new KeyedBroadcastOperatorTestHarness<>(
                                        new CoBroadcastWithKeyedOperator<>(function.get(), state),
                                        key,
                                        keyType,
                                        KEY_GROUPS,
                                        parallelism,
                                        index)));
    }

    private static <IN> Router<IN> byKeyGroup(KeySelector<IN, ?> key) {
        return (value, parallelism) ->
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        key.getKey(value), KEY_GROUPS, parallelism);
    }

    private record OneInput<IN, OUT>(OneInputStreamOperatorTestHarness<IN, OUT> harness)
            implements Subtask<IN, Void, OUT> {
        @Override
        public void element(IN value) throws Exception {
            harness.processElement(new StreamRecord<>(value));
        }

        @Override
        public void broadcast(Void value) {
            throw new UnsupportedOperationException("nothing is broadcast to this operator");
        }

        @Override
        public void watermark(long timestamp) throws Exception {
            harness.processWatermark(timestamp);
        }
    }

    private record WithBroadcast<IN, B, OUT>(
            KeyedBroadcastOperatorTestHarness<?, IN, B, OUT> harness)
            implements Subtask<IN, B, OUT> {
        @Override
        public void element(IN value) throws Exception {
            harness.processElement(new StreamRecord<>(value));
        }

        @Override
        public void broadcast(B value) throws Exception {
            harness.processBroadcastElement(new StreamRecord<>(value));
        }

        @Override
        public void watermark(long timestamp) throws Exception {
            harness.watermark(timestamp);
        }
    }

    /** Starts subtasks, from the checkpoints of former ones unless these are null. */
    private void start(int parallelism, List<OperatorSubtaskState> former) throws Exception {
        for (int index = 0; index < parallelism; index++) {
            Subtask<IN, B, OUT> subtask = definition.start.subtask(parallelism, index);
            AbstractStreamOperatorTestHarness<OUT> harness = subtask.harness();
            Configuration noKryo = new Configuration();
            noKryo.set(PipelineOptions.GENERIC_TYPES, false);
            harness.getExecutionConfig().configure(noKryo, getClass().getClassLoader());
            harness.setProcessingTime(wallClock);
            harness.setStateTtlProcessingTime(ttlClock);
            harness.setup(
                    definition.outType.createSerializer(
                            harness.getExecutionConfig().getSerializerConfig()));
            if (former != null) {
                harness.initializeState(share(former, parallelism, index));
            }
            harness.open();
            subtasks.add(subtask);
        }
    }

    private static OperatorSubtaskState share(
            List<OperatorSubtaskState> former, int parallelism, int index) throws Exception {
        if (former.size() == parallelism) {
            return former.get(index);
        }
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                        former.toArray(new OperatorSubtaskState[0])),
                KEY_GROUPS,
                former.size(),
                parallelism,
                index);
    }

    /** Gives it records. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final OperatorRun<IN, B, OUT> give(IN... values) throws Exception {
        for (IN value : values) {
            subtasks.get(definition.router.subtaskOf(value, subtasks.size())).element(value);
        }
        return this;
    }

    /** Gives every subtask a record on the broadcast input. */
    public OperatorRun<IN, B, OUT> broadcast(B value) throws Exception {
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            subtask.broadcast(value);
        }
        return this;
    }

    /** Event time goes on. */
    public OperatorRun<IN, B, OUT> watermark(long timestamp) throws Exception {
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            subtask.watermark(timestamp);
        }
        return this;
    }

    /** A second goes by on the wall clock: longer than any flush interval. */
    public OperatorRun<IN, B, OUT> flush() throws Exception {
        return pass(1_000);
    }

    /** Lets so many milliseconds of the wall clock pass. */
    public OperatorRun<IN, B, OUT> pass(long millis) throws Exception {
        wallClock += millis;
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            subtask.harness().setProcessingTime(wallClock);
        }
        return this;
    }

    /** The clock of state's time to live. */
    public OperatorRun<IN, B, OUT> wallClockForTtl(long millis) {
        ttlClock = millis;
        subtasks.forEach(subtask -> subtask.harness().setStateTtlProcessingTime(millis));
        return this;
    }

    /** The input ends. */
    public OperatorRun<IN, B, OUT> end() throws Exception {
        watermark(Long.MAX_VALUE);
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            subtask.harness().getOperator().finish();
        }
        return this;
    }

    /** A checkpoint, after which it goes on. */
    public List<OperatorSubtaskState> checkpoint() throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        checkpoints++;
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            subtask.harness().prepareSnapshotPreBarrier(checkpoints);
            states.add(subtask.harness().snapshot(checkpoints, checkpoints));
        }
        return states;
    }

    /** Stops with a checkpoint and goes on from it; output that was not asked for is lost. */
    public OperatorRun<IN, B, OUT> restart(int parallelism) throws Exception {
        List<OperatorSubtaskState> states = checkpoint();
        close();
        start(parallelism, states);
        return this;
    }

    /** What came out since this was last asked. */
    public List<OUT> out() {
        List<OUT> values = new ArrayList<>();
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            values.addAll(subtask.harness().extractOutputValues());
            subtask.harness().getOutput().clear();
        }
        return values;
    }

    /** What came out beside since this was last asked. */
    public <T> List<T> out(OutputTag<T> tag) {
        List<T> values = new ArrayList<>();
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            Collection<StreamRecord<T>> records = subtask.harness().getSideOutput(tag);
            if (records != null) {
                records.forEach(record -> values.add(record.getValue()));
                records.clear();
            }
        }
        return values;
    }

    /** Event-time timers that wait. */
    public int timers() {
        return subtasks.stream().mapToInt(s -> s.harness().numEventTimeTimers()).sum();
    }

    /** Entries of keyed state. */
    public int entries() {
        int entries = 0;
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            HeapKeyedStateBackend<?> backend =
                    (HeapKeyedStateBackend<?>)
                            subtask.harness().getOperator().getKeyedStateBackend();
            entries += backend.numKeyValueStateEntries();
        }
        return entries;
    }

    /**
     * What is stored of a key: the object itself, which is another one once it was written anew.
     * With one subtask.
     */
    public <K, T> T stored(K key, ValueStateDescriptor<T> descriptor) throws Exception {
        @SuppressWarnings("unchecked")
        HeapKeyedStateBackend<K> backend =
                (HeapKeyedStateBackend<K>)
                        subtasks.get(0).harness().getOperator().getKeyedStateBackend();
        backend.setCurrentKey(key);
        return backend.getPartitionedState(
                        VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor)
                .value();
    }

    @Override
    public void close() throws Exception {
        for (Subtask<IN, B, OUT> subtask : subtasks) {
            subtask.harness().close();
        }
        subtasks.clear();
    }
}
