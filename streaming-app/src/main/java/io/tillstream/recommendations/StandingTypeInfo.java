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

/** How a {@link Standing} is kept: sixty ids of products, written with every list. */
public final class StandingTypeInfo {
    private static final int VERSION = 1;

    private StandingTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<Standing> {
        @Override
        public TypeInformation<Standing> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Standing.class, new Serializer(VERSION));
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Standing> {
        private static final long serialVersionUID = 1L;

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(Standing standing, DataOutputView out) throws IOException {
            out.writeInt(standing.variant);
            writeStrings(standing.shown, out);
            writeStrings(standing.byPopularity, out);
            writeStrings(standing.byTies, out);
        }

        @Override
        public Standing deserialize(DataInputView in) throws IOException {
            Standing standing = new Standing();
            standing.variant = in.readInt();
            standing.shown = readStrings(in);
            standing.byPopularity = readStrings(in);
            standing.byTies = readStrings(in);
            return standing;
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Standing> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
