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
            out.writeInt(mentions.shelf);
            write(mentions.hours, out);
            write(mentions.subjects, out);
            write(mentions.authors, out);
            write(mentions.texts, out);
            out.writeInt(mentions.weights.length);
            for (double weight : mentions.weights) {
                out.writeDouble(weight);
            }
            write(mentions.posts, out);
            out.writeInt(mentions.regions.length);
            for (int region : mentions.regions) {
                out.writeInt(region);
            }
        }

        @Override
        public Mentions deserialize(DataInputView in) throws IOException {
            Mentions mentions = new Mentions();
            mentions.shelf = in.readInt();
            mentions.hours = readLongs(in);
            mentions.subjects = readStrings(in);
            mentions.authors = readLongs(in);
            mentions.texts = readLongs(in);
            mentions.weights = new double[in.readInt()];
            for (int i = 0; i < mentions.weights.length; i++) {
                mentions.weights[i] = in.readDouble();
            }
            mentions.posts = readStrings(in);
            mentions.regions = new int[in.readInt()];
            for (int i = 0; i < mentions.regions.length; i++) {
                mentions.regions[i] = in.readInt();
            }
            return mentions;
        }

        private static void write(long[] values, DataOutputView out) throws IOException {
            out.writeInt(values.length);
            for (long value : values) {
                out.writeLong(value);
            }
        }

        private static long[] readLongs(DataInputView in) throws IOException {
            long[] values = new long[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readLong();
            }
            return values;
        }

        /** Lengths, then all bytes together, so that they are read at once. */
        private static void write(String[] texts, DataOutputView out) throws IOException {
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

        private static String[] readStrings(DataInputView in) throws IOException {
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
