package io.tillstream.trends;

import io.tillstream.runtime.FlushingOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers mentions by shelf before they are sent there: at most {@value #MOST} in a record, and
 * none for longer than a flush interval. Chained to where they are made.
 */
final class GatherMentions extends FlushingOperator<Mention, Mentions> {
    /** Some 50 kB: what a shelf needs is fetched from memory once for all of them. */
    static final int MOST = 1_024;

    private static final long serialVersionUID = 1L;

    private transient List<MentionWriter> shelves;

    GatherMentions(long flushInterval) {
        super(flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        shelves = new ArrayList<>();
        for (int shelf = 0; shelf < Mention.ALL_SHELVES; shelf++) {
            shelves.add(new MentionWriter(shelf));
        }
    }

    @Override
    public void processElement(StreamRecord<Mention> element) {
        Mention mention = element.getValue();
        MentionWriter shelf = shelves.get(mention.shelf());
        shelf.add(mention);
        if (shelf.size() == MOST) {
            emit(shelf.take());
        }
    }

    @Override
    protected void flush() {
        for (MentionWriter shelf : shelves) {
            if (shelf.size() > 0) {
                emit(shelf.take());
            }
        }
    }
}
