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

/**
 * How {@link Voices} are kept: a shelf holds some thousand of them, which every checkpoint writes.
 */
public final class VoicesTypeInfo {
    private static final int VERSION = 1;

    private VoicesTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<Voices> {
        @Override
        public TypeInformation<Voices> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Voices.class, Serializer.INSTANCE);
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<Voices> {
        private static final long serialVersionUID = 1L;

        /** Reads and writes the newest version. */
        public static final Serializer INSTANCE = new Serializer(VERSION);

        private Serializer(int version) {
            super(version);
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public Voices copy(Voices voices) {
            return voices.copy();
        }

        @Override
        public void serialize(Voices voices, DataOutputView out) throws IOException {
            out.writeBoolean(voices.sampled);
            out.writeLong(voices.heard);
            out.writeInt(voices.size());
            for (int i = 0; i < voices.size(); i++) {
                out.writeLong(voices.authors[i]);
                out.writeLong(voices.texts[i]);
                out.writeFloat(voices.weights[i]);
                // Hours since 1970.
                out.writeInt((int) voices.hours[i]);
                writeString(voices.posts[i], out);
                out.writeInt(voices.regionOf(i));
            }
        }

        @Override
        public Voices deserialize(DataInputView in) throws IOException {
            Voices voices = new Voices();
            voices.sampled = in.readBoolean();
            voices.heard = in.readLong();
            int size = in.readInt();
            voices.authors = new long[size];
            voices.texts = new long[size];
            voices.weights = new float[size];
            voices.hours = new long[size];
            voices.posts = new String[size];
            voices.regions = new int[size];
            for (int i = 0; i < size; i++) {
                voices.authors[i] = in.readLong();
                voices.texts[i] = in.readLong();
                voices.weights[i] = in.readFloat();
                voices.hours[i] = in.readInt();
                voices.posts[i] = readString(in);
                voices.regions[i] = in.readInt();
            }
            return voices;
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<Voices> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
