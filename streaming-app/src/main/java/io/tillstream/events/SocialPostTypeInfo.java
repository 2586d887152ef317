package io.tillstream.events;

import io.tillstream.runtime.CompactSerializer;
import io.tillstream.runtime.CompactTypeInfo;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How {@link SocialPost}s travel between operators; they are kept in no state. */
public final class SocialPostTypeInfo {
    private static final int VERSION = 1;

    private SocialPostTypeInfo() {}

    /** Gives the type to Flink. */
    public static final class Factory extends TypeInfoFactory<SocialPost> {
        @Override
        public TypeInformation<SocialPost> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(SocialPost.class, Serializer.INSTANCE);
        }
    }

    /** The serialiser. */
    public static final class Serializer extends CompactSerializer<SocialPost> {
        private static final long serialVersionUID = 1L;

        /** Reads and writes the newest version. */
        public static final Serializer INSTANCE = new Serializer(VERSION);

        private Serializer(int version) {
            super(version);
        }

        @Override
        public void serialize(SocialPost post, DataOutputView out) throws IOException {
            writeString(post.postId(), out);
            writeString(post.platform(), out);
            writeString(post.authorId(), out);
            out.writeLong(post.occurredAt());
            writeString(post.text(), out);
            out.writeInt(post.hashtags().size());
            for (String tag : post.hashtags()) {
                writeString(tag, out);
            }
            writeString(post.imageUri(), out);
            out.writeLong(post.likes());
            out.writeLong(post.shares());
            out.writeLong(post.comments());
            writeString(post.language(), out);
            writeString(post.region(), out);
            out.writeLong(post.heardAt());
        }

        @Override
        public SocialPost deserialize(DataInputView in) throws IOException {
            return new SocialPost(
                    readString(in),
                    readString(in),
                    readString(in),
                    in.readLong(),
                    readString(in),
                    readTags(in),
                    readString(in),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    readString(in),
                    readString(in),
                    in.readLong());
        }

        private static List<String> readTags(DataInputView in) throws IOException {
            String[] tags = new String[in.readInt()];
            for (int i = 0; i < tags.length; i++) {
                tags[i] = readString(in);
            }
            return Arrays.asList(tags);
        }

        @Override
        protected Snapshot newSnapshot() {
            return new Snapshot();
        }
    }

    /** Names the serialiser in a savepoint. */
    public static final class Snapshot extends CompactSerializer.VersionedSnapshot<SocialPost> {
        /** For Flink. */
        public Snapshot() {
            super(VERSION, Serializer::new);
        }
    }
}
