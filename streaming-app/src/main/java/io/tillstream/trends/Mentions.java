package io.tillstream.trends;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Mentions of subjects of one shelf that travel together: a post sends some twenty, and a record of
 * its own would cost each more than what is done with it. They are bytes from the moment they are
 * gathered, since by the time they are sent their texts have left the processor's caches.
 *
 * @param shelf where the subjects are kept
 * @param size how many there are
 * @param bytes as {@link MentionWriter} writes them
 */
@TypeInfo(MentionsTypeInfo.Factory.class)
public record Mentions(int shelf, int size, byte[] bytes) {
    /** Mentions of the same shelf. */
    static Mentions of(List<Mention> gathered) {
        MentionWriter writer = new MentionWriter(gathered.get(0).shelf());
        gathered.forEach(writer::add);
        return writer.take();
    }

    /** Reads them, in the order in which they were gathered. */
    MentionReader reader() {
        return new MentionReader(this);
    }

    /** All of them. */
    List<Mention> all() {
        List<Mention> all = new ArrayList<>();
        reader().forEachRemaining(all::add);
        return all;
    }
}
