package io.tillstream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A format that has got a field: what it wrote before is still read. */
class CompactSerializerTest {
    private static final String UNKNOWN = "unknown";

    /** The version of the program that runs. */
    private static int newest = 2;

    private record Seen(long count, String where) {}

    /** Version 1 had no {@code where}. */
    private static final class SeenSerializer extends CompactSerializer<Seen> {
        private static final long serialVersionUID = 1L;

        SeenSerializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Seen seen, DataOutputView out) throws IOException {
            out.writeLong(seen.count());
            // A program of the first version knows of no second one.
            if (newest >= 2) {
                writeString(seen.where(), out);
            }
        }

        @Override
        public Seen deserialize(DataInputView in) throws IOException {
            return new Seen(in.readLong(), version() >= 2 ? readString(in) : UNKNOWN);
        }

        @Override
        protected VersionedSnapshot<Seen> newSnapshot() {
            return new SeenSnapshot();
        }
    }

    /** Flink creates it by its name. */
    public static final class SeenSnapshot extends CompactSerializer.VersionedSnapshot<Seen> {
        /** For Flink. */
        public SeenSnapshot() {
            super(newest, SeenSerializer::new);
        }
    }

    @AfterEach
    void runTheNewestAgain() {
        newest = 2;
    }

    private static TypeSerializerSnapshot<Seen> written(int version) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(
                out, new SeenSerializer(version).snapshotConfiguration());
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                CompactSerializerTest.class.getClassLoader());
    }

    private static TypeSerializerSchemaCompatibility<Seen> compatibility(int from, int to)
            throws IOException {
        return new SeenSerializer(to)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(written(from));
    }

    @Test
    void theVersionStandsInTheSnapshotAndNotInTheRecord() throws IOException {
        newest = 1;
        DataOutputSerializer out = new DataOutputSerializer(64);
        new SeenSerializer(1).serialize(new Seen(7, null), out);
        assertThat(out.length()).isEqualTo(Long.BYTES);

        newest = 2;
        TypeSerializer<Seen> old = written(1).restoreSerializer();
        assertThat(old.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(new Seen(7, UNKNOWN));
        assertThat(old).isEqualTo(new SeenSerializer(1)).isNotEqualTo(new SeenSerializer(2));
    }

    @Test
    void anOlderVersionIsMigratedAndANewerOneRefused() throws IOException {
        assertThat(compatibility(1, 2).isCompatibleAfterMigration()).isTrue();
        assertThat(compatibility(2, 2).isCompatibleAsIs()).isTrue();
        assertThat(compatibility(2, 1).isIncompatible()).isTrue();
    }

    /** Keeps what it saw last, and tells what it saw before. */
    private static OperatorRun.Definition<String, Void, String> memory() {
        return OperatorRun.keyed(Memory::new, text -> "key", Types.STRING, Types.STRING);
    }

    private static final class Memory extends FlushingOperator<String, String> {
        private static final long serialVersionUID = 1L;

        Memory() {
            super(200);
        }

        @Override
        public void processElement(
                org.apache.flink.streaming.runtime.streamrecord.StreamRecord<String> element)
                throws Exception {
            var state =
                    getPartitionedState(
                            new ValueStateDescriptor<>(
                                    "seen",
                                    new CompactTypeInfo<>(Seen.class, new SeenSerializer(newest))));
            emit(String.valueOf(state.value()));
            state.update(new Seen(element.getValue().length(), element.getValue()));
        }

        @Override
        protected void flush() {}
    }

    private static OperatorSubtaskState stateOf(int version) throws Exception {
        newest = version;
        try (OperatorRun<String, Void, String> run = memory().open(1)) {
            return run.give("shop").checkpoint().get(0);
        }
    }

    @Test
    void stateOfTheFirstVersionGoesOnInTheSecond() throws Exception {
        OperatorSubtaskState state = stateOf(1);
        newest = 2;
        try (OperatorRun<String, Void, String> run = memory().restore(state)) {
            run.give("till", "end").restart(1).give("");
            assertThat(run.out()).containsExactly("Seen[count=3, where=end]");
        }
        try (OperatorRun<String, Void, String> run = memory().restore(state)) {
            run.give("till", "end");
            assertThat(run.out())
                    .containsExactly("Seen[count=4, where=unknown]", "Seen[count=4, where=till]");
        }
    }

    @Test
    void stateOfALaterVersionIsNotMisread() throws Exception {
        OperatorSubtaskState state = stateOf(2);
        newest = 1;
        try (OperatorRun<String, Void, String> run = memory().restore(state)) {
            assertThatThrownBy(() -> run.give("till")).hasStackTraceContaining("incompatible");
        }
    }
}
