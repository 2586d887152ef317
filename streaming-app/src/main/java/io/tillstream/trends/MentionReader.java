package io.tillstream.trends;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Reads what {@link MentionWriter} has written. */
final class MentionReader implements Iterator<Mention> {
    private final int shelf;
    private final ByteBuffer in;

    MentionReader(Mentions mentions) {
        this.shelf = mentions.shelf();
        this.in = ByteBuffer.wrap(mentions.bytes());
    }

    @Override
    public boolean hasNext() {
        return in.hasRemaining();
    }

    @Override
    public Mention next() {
        return new Mention(
                shelf,
                in.getLong(),
                text(),
                in.getLong(),
                in.getLong(),
                in.getDouble(),
                text(),
                in.getInt());
    }

    private String text() {
        int length = in.getInt();
        if (length == MentionWriter.NULL) {
            return null;
        }
        int from = in.position();
        in.position(from + length);
        return new String(in.array(), from, length, StandardCharsets.UTF_8);
    }
}
