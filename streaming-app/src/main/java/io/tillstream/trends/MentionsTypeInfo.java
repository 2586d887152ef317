package io.tillstream.trends;

import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How {@link Mentions} travel; they are kept in no state. */
public final class MentionsTypeInfo {
    /** The first one sent them in columns. */
    private static final int VERSION = 2;

    private MentionsTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<Mentions> {
        @Override
        public TypeInformation<Mentions> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Mentions.class, Serializer.INSTANCE);
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Mentions> {
        private static final long serialVersionUID = 1L;

        /** Reads and writes the newest version. */
        public static final Serializer INSTANCE = new Serializer(VERSION);

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Mentions mentions, DataOutputView out) throws IOException {
            out.writeInt(mentions.shelf());
            out.writeInt(mentions.size());
            out.writeInt(mentions.bytes().length);
            out.write(mentions.bytes());
        }

        @Override
        public Mentions deserialize(DataInputView in) throws IOException {
            int shelf = in.readInt();
            int size = in.readInt();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new Mentions(shelf, size, bytes);
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Mentions> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
