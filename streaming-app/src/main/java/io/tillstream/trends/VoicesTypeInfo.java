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
    /** From this version on voices are written as they lie; before, field by field. */
    private static final int IN_WORDS = 2;

    private static final int VERSION = IN_WORDS;

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
            for (int i = 0; i < Voices.WORDS * voices.size(); i++) {
                out.writeLong(voices.word(i));
            }
            byte[] ids = voices.ids();
            out.writeInt(ids.length);
            out.write(ids);
        }

        @Override
        public Voices deserialize(DataInputView in) throws IOException {
            boolean sampled = in.readBoolean();
            long heard = in.readLong();
            int size = in.readInt();
            if (version() < IN_WORDS) {
                return oneByOne(sampled, heard, size, in);
            }
            long[] words = new long[Voices.WORDS * size];
            for (int i = 0; i < words.length; i++) {
                words[i] = in.readLong();
            }
            byte[] ids = new byte[in.readInt()];
            in.readFully(ids);
            return new Voices(sampled, heard, words, ids);
        }

        private static Voices oneByOne(boolean sampled, long heard, int size, DataInputView in)
                throws IOException {
            Voices voices = new Voices();
            for (int i = 0; i < size; i++) {
                long author = in.readLong();
                long text = in.readLong();
                float weight = in.readFloat();
                int hour = in.readInt();
                String post = readString(in);
                voices.add(author, text, weight, hour, post, in.readInt(), size);
            }
            voices.sampled = sampled;
            voices.heard = heard;
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
