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
    static final int MOST = 512;

    private static final long serialVersionUID = 1L;

    private transient List<List<Mention>> shelves;

    GatherMentions(long flushInterval) {
        super(flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        shelves = new ArrayList<>();
        for (int shelf = 0; shelf <= Mention.PICTURES; shelf++) {
            shelves.add(new ArrayList<>());
        }
    }

    @Override
    public void processElement(StreamRecord<Mention> element) {
        Mention mention = element.getValue();
        List<Mention> shelf = shelves.get(mention.shelf());
        shelf.add(mention);
        if (shelf.size() == MOST) {
            send(shelf);
        }
    }

    private void send(List<Mention> shelf) {
        emit(Mentions.of(shelf));
        shelf.clear();
    }

    @Override
    protected void flush() {
        for (List<Mention> shelf : shelves) {
            if (!shelf.isEmpty()) {
                send(shelf);
            }
        }
    }
}
