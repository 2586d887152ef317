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

/** How an {@link Owned} is kept: a shopper has up to 200, read and written at every click. */
public final class OwnedTypeInfo {
    private static final int VERSION = 1;

    private OwnedTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<Owned> {
        @Override
        public TypeInformation<Owned> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Owned.class, new Serializer(VERSION));
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Owned> {
        private static final long serialVersionUID = 1L;

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Owned owned, DataOutputView out) throws IOException {
            writeString(owned.productId(), out);
            out.writeInt(owned.times());
            out.writeLong(owned.lastDay());
        }

        @Override
        public Owned deserialize(DataInputView in) throws IOException {
            return new Owned(readString(in), in.readInt(), in.readLong());
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Owned> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
