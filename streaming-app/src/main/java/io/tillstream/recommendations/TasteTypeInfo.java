package io.tillstream.recommendations;

import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Taste} is kept: a shopper has up to 50, read and written at every click. */
public final class TasteTypeInfo {
    private static final int VERSION = 1;

    private TasteTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<Taste> {
        @Override
        public TypeInformation<Taste> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Taste.class, new Serializer(VERSION));
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Taste> {
        private static final long serialVersionUID = 1L;

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Taste taste, DataOutputView out) throws IOException {
            writeString(taste.productId(), out);
            out.writeDouble(taste.weight());
            out.writeLong(taste.seenAt());
        }

        @Override
        public Taste deserialize(DataInputView in) throws IOException {
            return new Taste(readString(in), in.readDouble(), in.readLong());
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Taste> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
