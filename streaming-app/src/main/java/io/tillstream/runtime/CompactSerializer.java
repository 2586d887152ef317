package io.tillstream.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of the hand-written serialisers of the few types that cross the network for every event, or
 * of which state holds hundreds of thousands: a third of the cost of a POJO serialiser.
 *
 * <p>A format has a version, which stands once in the snapshot of the serialiser and not in each
 * record. To add a field: raise the version, write the field behind the others, and read it only if
 * {@link #version()} is the new one or a later, with a default otherwise. Flink then reads state of
 * an older version by an instance of that version and writes it back by the newest; it does so,
 * too, with state of a type that was a POJO before. Bytes in flight are not migrated: a new version
 * starts from a savepoint, which holds none, and not from an unaligned checkpoint.
 */
public abstract class CompactSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;
    private static final int NULL = -1;
    private static final int LONG = Short.MAX_VALUE;

    private final int version;

    /**
     * @param version of the format that this instance reads; only the newest one writes
     */
    protected CompactSerializer(int version) {
        this.version = version;
    }

    /** The version of the format that this instance reads. */
    protected final int version() {
        return version;
    }

    /** A snapshot of the newest version, of the class that savepoints name. */
    protected abstract VersionedSnapshot<T> newSnapshot();

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        VersionedSnapshot<T> snapshot = newSnapshot();
        snapshot.version = version;
        return snapshot;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof CompactSerializer<?> that
                && getClass() == that.getClass()
                && version == that.version;
    }

    @Override
    public final int hashCode() {
        return getClass().getName().hashCode() + version;
    }

    /**
     * Keeps the version of a format in a savepoint. A subclass has a public constructor without
     * parameters, by which Flink creates it.
     */
    public abstract static class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {
        private static final int LAYOUT = 1;

        private final IntFunction<? extends CompactSerializer<T>> serializers;
        private int version;

        /**
         * @param newest version
         * @param serializers the serialiser that reads a version
         */
        protected VersionedSnapshot(
                int newest, IntFunction<? extends CompactSerializer<T>> serializers) {
            this.version = newest;
            this.serializers = serializers;
        }

        @Override
        public final int getCurrentVersion() {
            return LAYOUT;
        }

        @Override
        public final void writeSnapshot(DataOutputView out) throws IOException {
            out.writeInt(version);
        }

        @Override
        public final void readSnapshot(int layout, DataInputView in, ClassLoader classLoader)
                throws IOException {
            version = in.readInt();
        }

        @Override
        public final TypeSerializer<T> restoreSerializer() {
            return serializers.apply(version);
        }

        @Override
        public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
                TypeSerializerSnapshot<T> former) {
            if (former instanceof PojoSerializerSnapshot) {
                return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
            }
            if (former.getClass() != getClass()
                    || ((VersionedSnapshot<T>) former).version > version) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            return ((VersionedSnapshot<T>) former).version == version
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }
    }

    /** False, beside a {@link #copy(Object)} that makes another one, for a type that changes. */
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    /** Writes a text or null: by bytes, which costs half of Flink's way character by character. */
    protected static void writeString(String text, DataOutputView out) throws IOException {
        if (text == null) {
            out.writeShort(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LONG) {
            out.writeShort(bytes.length);
        } else {
            out.writeShort(LONG);
            out.writeInt(bytes.length);
        }
        out.write(bytes);
    }

    /** Reads what {@link #writeString} wrote. */
    protected static String readString(DataInputView in) throws IOException {
        int length = in.readShort();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = new byte[length == LONG ? in.readInt() : length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes texts, any of them null: lengths, then all bytes, so that they are read at once. */
    protected static void writeStrings(String[] texts, DataOutputView out) throws IOException {
        byte[][] bytes = new byte[texts.length][];
        int all = 0;
        out.writeInt(texts.length);
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i] == null ? null : texts[i].getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes[i] == null ? NULL : bytes[i].length);
            all += bytes[i] == null ? 0 : bytes[i].length;
        }
        out.writeInt(all);
        for (byte[] each : bytes) {
            if (each != null) {
                out.write(each);
            }
        }
    }

    /** Reads what {@link #writeStrings} wrote. */
    protected static String[] readStrings(DataInputView in) throws IOException {
        int[] lengths = new int[in.readInt()];
        String[] texts = new String[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = in.readInt();
        }
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        int at = 0;
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] != NULL) {
                texts[i] = new String(bytes, at, lengths[i], StandardCharsets.UTF_8);
                at += lengths[i];
            }
        }
        return texts;
    }
}
