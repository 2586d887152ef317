package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Decoded;
import io.tillstream.runtime.Chance;
import io.tillstream.runtime.CompactTypeInfo;
import io.tillstream.runtime.Told;
import io.tillstream.runtime.TypeWalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that the job sends and keeps has a serialiser that is fast and can evolve. */
class JobTypesTest {
    private static final int ROUNDS = 200;

    private static Set<Transformation<?>> graph(StreamExecutionEnvironment env) {
        return TypeWalk.transformations(new ArrayList<>(env.getTransformations()));
    }

    private static Map<String, Set<String>> offences(StreamExecutionEnvironment env) {
        Map<String, Set<String>> offences = new TreeMap<>();
        Map<String, TypeInformation<?>> types = new HashMap<>(TypeWalk.streams(graph(env)));
        TypeWalk.state(graph(env))
                .forEach((name, descriptor) -> types.put(name, TypeWalk.typeOf(descriptor)));
        types.forEach((name, type) -> offences.put(name, TypeWalk.offences(type)));
        offences.values().removeIf(Set::isEmpty);
        return offences;
    }

    @Test
    void nothingIsSentOrKeptByKryo() {
        assertThat(offences(TestJob.define())).isEmpty();
    }

    @Test
    void theWalkSeesTheStateOfEveryOperator() {
        Map<String, StateDescriptor<?, ?>> state = TypeWalk.state(graph(TestJob.define()));

        assertThat(state.keySet())
                .contains(
                        "intake-pos-sales partition-progress",
                        "intake-pos-sales watermark",
                        "deduplicate fingerprints",
                        "event-clock newest-event-time",
                        "customer-ledgers ledger",
                        "population population",
                        "population open-points",
                        "population clusters",
                        "customer-scores customers",
                        "customer-scores snapshots",
                        "customer-scores last-scored",
                        "product-sales day-sales",
                        "demand product-demand",
                        "product-popularity products",
                        "product-popularity world",
                        "category-popularity category-sum",
                        "data-quality day-quality");
    }

    /** A field that only Kryo could write. */
    public static class Bad {
        /** No type of Flink. */
        public Object anything;

        /** For Flink. */
        public Bad() {}
    }

    private static final class KeepsBad extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;
        private static final ValueStateDescriptor<Bad> BAD =
                new ValueStateDescriptor<>("bad", TypeInformation.of(Bad.class));

        @Override
        public void processElement(String value, Context context, Collector<String> out)
                throws Exception {
            getRuntimeContext().getState(BAD).clear();
        }
    }

    @Test
    void aBadTypeWouldBeSeenInAStreamAndInState() {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment();
        DataStream<Bad> bad = env.fromData(TypeInformation.of(Bad.class), new Bad()).uid("stream");
        bad.map(Object::toString)
                .returns(String.class)
                .keyBy(text -> text)
                .process(new KeepsBad())
                .uid("state")
                .sinkTo(new DiscardingSink<>());

        Map<String, Set<String>> offences = offences(env);
        assertThat(offences).containsKey("state bad").hasSizeGreaterThan(1);
        assertThat(offences.values())
                .allSatisfy(found -> assertThat(found).anyMatch(t -> t.contains("GenericType")));
    }

    /** Every type with fields, in a stream or in state, by name. */
    static Stream<TypeInformation<?>> types() {
        Map<String, TypeInformation<?>> types = new LinkedHashMap<>();
        Set<Transformation<?>> graph = graph(TestJob.define());
        List<TypeInformation<?>> all = new ArrayList<>(TypeWalk.streams(graph).values());
        TypeWalk.state(graph).values().forEach(d -> all.add(TypeWalk.typeOf(d)));
        for (TypeInformation<?> type : all) {
            for (TypeInformation<?> part : TypeWalk.partsOf(type)) {
                if (part instanceof PojoTypeInfo<?> || part instanceof CompactTypeInfo<?>) {
                    types.put(part.toString(), part);
                }
            }
        }
        return types.values().stream().filter(type -> type.getTypeClass() != Decoded.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    <T> void aValueIsTheSameAfterItsJourney(TypeInformation<T> type) throws IOException {
        TypeSerializer<T> serializer =
                type.createSerializer(new ExecutionConfig().getSerializerConfig());
        Chance chance = new Chance(type.toString().hashCode());
        DataOutputSerializer out = new DataOutputSerializer(64);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            T value = chance.of(type.getTypeClass());
            values.add(value);
            serializer.serialize(value, out);
        }

        byte[] bytes = out.getCopyOfBuffer();
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        DataInputDeserializer source = new DataInputDeserializer(bytes);
        DataOutputSerializer copied = new DataOutputSerializer(bytes.length);
        for (T value : values) {
            String expected = Told.of(value);
            assertThat(Told.of(serializer.deserialize(in))).isEqualTo(expected);
            assertThat(Told.of(serializer.copy(value))).isEqualTo(expected);
            serializer.copy(source, copied);
        }
        assertThat(in.available()).isZero();
        assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
    }
}
