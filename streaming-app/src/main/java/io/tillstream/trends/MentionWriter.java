package io.tillstream.trends;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes mentions of a shelf one behind the other, for {@link MentionReader} to read. */
final class MentionWriter {
    /** Instead of the length of a text. */
    static final int NULL = -1;

    /** Hour, author, text, weight, the lengths of subject and post, region. */
    private static final int BYTES_WITHOUT_TEXTS = 4 * Long.BYTES + 3 * Integer.BYTES;

    private static final int EXPECTED_BYTES = 16 << 10;
    private static final byte[] NO_TEXT = {};

    private final int shelf;
    private ByteBuffer out = ByteBuffer.allocate(EXPECTED_BYTES);
    private int size;

    MentionWriter(int shelf) {
        this.shelf = shelf;
    }

    void add(Mention mention) {
        byte[] subject = bytes(mention.subject());
        byte[] post = bytes(mention.postId());
        makeRoom(BYTES_WITHOUT_TEXTS + subject.length + post.length);
        out.putLong(mention.hour());
        out.putInt(mention.subject() == null ? NULL : subject.length).put(subject);
        out.putLong(mention.author());
        out.putLong(mention.text());
        out.putDouble(mention.weight());
        out.putInt(mention.postId() == null ? NULL : post.length).put(post);
        out.putInt(mention.region());
        size++;
    }

    private static byte[] bytes(String text) {
        return text == null ? NO_TEXT : text.getBytes(StandardCharsets.UTF_8);
    }

    private void makeRoom(int bytes) {
        if (out.remaining() < bytes) {
            out = ByteBuffer.allocate(2 * out.capacity() + bytes).put(out.flip());
        }
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** What was written; the next mention is the first of others. */
    Mentions take() {
        Mentions mentions = new Mentions(shelf, size, Arrays.copyOf(out.array(), out.position()));
        out.clear();
        size = 0;
        return mentions;
    }
}
