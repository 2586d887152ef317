package io.tillstream.trends;

import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How {@link Mentions} travel: a post has some twenty, each with two texts. */
public final class MentionsTypeInfo {
    private static final int VERSION = 1;
    private static final int NULL = -1;

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
            out.writeInt(mentions.size());
            out.writeInt(mentions.shelf);
            for (int i = 0; i < mentions.size(); i++) {
                out.writeLong(mentions.hours[i]);
                out.writeLong(mentions.authors[i]);
                out.writeLong(mentions.texts[i]);
                out.writeDouble(mentions.weights[i]);
                out.writeInt(mentions.regions[i]);
            }
            write(mentions.subjects, out);
            write(mentions.posts, out);
        }

        @Override
        public Mentions deserialize(DataInputView in) throws IOException {
            Mentions mentions = new Mentions(in.readInt());
            mentions.shelf = in.readInt();
            for (int i = 0; i < mentions.size(); i++) {
                mentions.hours[i] = in.readLong();
                mentions.authors[i] = in.readLong();
                mentions.texts[i] = in.readLong();
                mentions.weights[i] = in.readDouble();
                mentions.regions[i] = in.readInt();
            }
            read(mentions.subjects, in);
            read(mentions.posts, in);
            return mentions;
        }

        /** Lengths, then all bytes together, so that they are read at once. */
        private static void write(String[] texts, DataOutputView out) throws IOException {
            byte[][] bytes = new byte[texts.length][];
            int all = 0;
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

        private static void read(String[] texts, DataInputView in) throws IOException {
            int[] lengths = new int[texts.length];
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
