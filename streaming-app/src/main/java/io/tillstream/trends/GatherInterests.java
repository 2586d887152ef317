package io.tillstream.trends;

import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.Line;
import io.tillstream.events.Search;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.FlushingOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Says who looked at which product (views and carts), who bought it and who searched for which
 * subject, gathered by shelf: at most {@value #MOST} in a record, and none for longer than a flush
 * interval. That there was something in an hour is told to every shelf, so that all know which hour
 * is the last. Events that are more than a day late say nothing about what is rising. It holds
 * nothing across a checkpoint.
 */
final class GatherInterests extends FlushingOperator<ShopEvent, ShopInterests> {
    static final int MOST = 512;

    private static final long serialVersionUID = 1L;

    /** Hours that are known to have been told. */
    private static final int TOLD = 48;

    private final Synonyms synonyms;
    private transient SubjectReader reader;
    private transient List<List<ShopInterest>> shelves;
    private transient TreeSet<Long> told;

    GatherInterests(Synonyms synonyms, long flushInterval) {
        super(flushInterval);
        this.synonyms = synonyms;
    }

    @Override
    public void open() throws Exception {
        super.open();
        reader = new SubjectReader(synonyms);
        shelves = new ArrayList<>();
        for (int shelf = 0; shelf < ShopInterest.SHELVES; shelf++) {
            shelves.add(new ArrayList<>());
        }
        told = new TreeSet<>();
    }

    @Override
    public void processElement(StreamRecord<ShopEvent> element) {
        ShopEvent event = element.getValue();
        long hour = event.countedIn();
        if (hour * EventTime.HOUR - event.occurredAt() > EventTime.DAY) {
            return;
        }
        tell(hour);
        if (event instanceof Interaction interaction) {
            if (isInterest(interaction.kind())) {
                add(ShopInterest.viewed(hour, interaction.productId(), interaction.sessionId()));
            }
        } else if (event instanceof Search search) {
            search(hour, search);
        } else if (event instanceof Transaction transaction && !transaction.returned()) {
            for (Line line : transaction.lines()) {
                add(ShopInterest.bought(hour, line.productId(), transaction.idHash()));
            }
        }
    }

    /** A query is read as a post is; the whole of it is a name as well, as a hashtag is. */
    private void search(long hour, Search search) {
        add(ShopInterest.searched(hour, search.sessionId()));
        reader.read(search.query(), List.of(search.query()), null)
                .subjects()
                .forEach(subject -> add(ShopInterest.searched(hour, subject, search.sessionId())));
    }

    private static boolean isInterest(Interaction.Kind kind) {
        return kind == Interaction.Kind.VIEW || kind == Interaction.Kind.ADD_TO_CART;
    }

    private void tell(long hour) {
        if (told.add(hour)) {
            ShopInterest somewhere = ShopInterest.somewhere(hour);
            for (int shelf = 0; shelf < ShopInterest.SHELVES; shelf++) {
                add(shelf, somewhere);
            }
            if (told.size() > TOLD) {
                told.pollFirst();
            }
        }
    }

    private void add(ShopInterest interest) {
        add(interest.shelf(), interest);
    }

    private void add(int shelf, ShopInterest interest) {
        List<ShopInterest> gathered = shelves.get(shelf);
        gathered.add(interest);
        if (gathered.size() == MOST) {
            send(shelf, gathered);
        }
    }

    private void send(int shelf, List<ShopInterest> gathered) {
        emit(ShopInterests.of(shelf, gathered));
        gathered.clear();
    }

    @Override
    protected void flush() {
        for (int shelf = 0; shelf < ShopInterest.SHELVES; shelf++) {
            if (!shelves.get(shelf).isEmpty()) {
                send(shelf, shelves.get(shelf));
            }
        }
    }
}
