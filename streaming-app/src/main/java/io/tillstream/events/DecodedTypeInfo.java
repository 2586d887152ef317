package io.tillstream.events;

import io.tillstream.events.InvalidRecord.Kind;
import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How {@link Decoded} records travel. They normally do not: source and intake are chained. Where a
 * chain is broken the raw record is sent and decoded again.
 */
public final class DecodedTypeInfo {
    private static final int VERSION = 1;

    private DecodedTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<Decoded> {
        @Override
        public TypeInformation<Decoded> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Decoded.class, Serializer.INSTANCE);
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Decoded> {
        private static final long serialVersionUID = 1L;

        /** What was accepted once is accepted again. */
        private static final RecordLimits UNBOUNDED =
                new RecordLimits(
                        Integer.MAX_VALUE,
                        1_000,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE);

        /** Reads and writes the newest version. */
        public static final Serializer INSTANCE = new Serializer(VERSION);

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Decoded decoded, DataOutputView out) throws IOException {
            out.writeByte(decoded.topic().ordinal());
            out.writeInt(decoded.partition());
            out.writeLong(decoded.offset());
            out.writeLong(decoded.timestamp());
            write(decoded.key(), out);
            write(decoded.value(), out);
            out.writeBoolean(decoded.error() != null);
            if (decoded.error() != null) {
                out.writeByte(decoded.error().kind().ordinal());
                writeString(decoded.error().getMessage(), out);
            }
        }

        @Override
        public Decoded deserialize(DataInputView in) throws IOException {
            Topic topic = Topic.of(in.readByte());
            int partition = in.readInt();
            long offset = in.readLong();
            long timestamp = in.readLong();
            byte[] key = read(in);
            byte[] value = read(in);
            if (!in.readBoolean()) {
                return Decoded.of(
                        topic.newDecoder(UNBOUNDED),
                        topic,
                        partition,
                        offset,
                        timestamp,
                        Long.MAX_VALUE / 2,
                        key,
                        value);
            }
            InvalidRecord error = new InvalidRecord(Kind.values()[in.readByte()], readString(in));
            return new Decoded(topic, partition, offset, timestamp, key, value, null, error);
        }

        private static void write(byte[] bytes, DataOutputView out) throws IOException {
            out.writeInt(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                out.write(bytes);
            }
        }

        private static byte[] read(DataInputView in) throws IOException {
            int length = in.readInt();
            if (length < 0) {
                return null;
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Decoded> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
