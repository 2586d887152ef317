package io.tillstream.trends;

import io.tillstream.events.HourClose;
import io.tillstream.runtime.WriteBackOperator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Keeps what is usual of every subject, and tells at the close of each hour which are mentioned
 * more. Its state is as large as the setting of the vocabulary makes it, however many subjects
 * there are. At the end of a bounded run the last hour, which is not over, stays open.
 *
 * <p>Hours that are open change all the time, the rest of a shelf when one closes: so they are
 * stored apart, and a checkpoint writes no more than it must.
 */
final class KeepSubjects extends WriteBackOperator<Integer, SubjectShelf, Mentions, ShelfHour> {
    private static final long serialVersionUID = 1L;
    static final ValueStateDescriptor<SubjectShelf> SHELF =
            new ValueStateDescriptor<>("subject-shelf", SubjectShelf.class);

    static final ValueStateDescriptor<OpenHours> OPEN =
            new ValueStateDescriptor<>("open-hours", OpenHours.class);

    private static final long HOURS_OF_DAY = 24;

    private final int width;
    private final HourClose hourClose;
    private transient ValueState<OpenHours> openStore;

    /**
     * @param width cells of a row on each shelf
     */
    KeepSubjects(int width, HourClose hourClose, long flushInterval) {
        super(SHELF, Mention.ALL_SHELVES, flushInterval);
        this.width = width;
        this.hourClose = hourClose;
    }

    @Override
    public void open() throws Exception {
        super.open();
        openStore = getPartitionedState(OPEN);
    }

    private static long lastOfDay(long hour) {
        return hour + HOURS_OF_DAY - 1 - Math.floorMod(hour, HOURS_OF_DAY);
    }

    @Override
    protected SubjectShelf create() {
        return new SubjectShelf(width);
    }

    /** A shelf is large and never rests: at barriers only. */
    @Override
    protected long writeInterval() {
        return Long.MAX_VALUE;
    }

    /** In state of versions that stored all together the shelf holds its open hours. */
    @Override
    protected SubjectShelf load() throws Exception {
        SubjectShelf shelf = super.load();
        OpenHours open = openStore.value();
        if (shelf != null && open != null) {
            shelf.open = storable(open, OPEN.getSerializer()).hours;
            shelf.markStored();
        }
        return shelf;
    }

    @Override
    protected void save(SubjectShelf shelf) throws Exception {
        Map<Long, OpenHour> open = shelf.open;
        if (!shelf.isStored()) {
            shelf.open = new HashMap<>();
            super.save(shelf);
            shelf.open = open;
            shelf.markStored();
        }
        openStore.update(storable(new OpenHours(open), OPEN.getSerializer()));
    }

    /** Only a partition that was idle tells of an hour that is closed: it counts in the next. */
    @Override
    protected boolean apply(Integer key, SubjectShelf shelf, Mentions mentions) {
        long firstOpen = hourClose.firstOpen(watermark());
        long hour = Long.MIN_VALUE;
        OpenHour open = null;
        MentionReader reader = mentions.reader();
        while (reader.hasNext()) {
            Mention mention = reader.next();
            if (open == null || Math.max(mention.hour(), firstOpen) != hour) {
                hour = Math.max(mention.hour(), firstOpen);
                if (!shelf.open.containsKey(hour)) {
                    registerTimer(hourClose.closesAt(hour));
                    // A day ends even if its last hour is silent.
                    registerTimer(hourClose.closesAt(lastOfDay(hour)));
                }
                open = shelf.open(hour);
            }
            shelf.add(open, hour, mention);
        }
        return true;
    }

    @Override
    protected void emitChanged(Integer key, SubjectShelf shelf) {}

    @Override
    protected boolean onTimer(long time, Integer key, SubjectShelf shelf) {
        long hour = hourClose.closedAt(time);
        boolean isLast = shelf.open.keySet().stream().allMatch(open -> open <= hour);
        if (watermark() == Long.MAX_VALUE && isLast) {
            return false;
        }
        emit(shelf.close(key, hour));
        return true;
    }
}
