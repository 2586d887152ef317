package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import io.tillstream.runtime.WriteBackOperator;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Keeps what is known of each product and tells shoppers of it: facts and stock-outs at once,
 * popularity and neighbours at most once per interval of event time; in a bounded run whatever a
 * day changed when the day closes. Bounded by the products that are listed or sold.
 */
final class KeepItems extends WriteBackOperator<String, Item, ItemInput, ItemCard> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_ITEMS = 50_000;
    private static final ValueStateDescriptor<Item> ITEM =
            new ValueStateDescriptor<>("item", Item.class);

    private final RecommendationSettings settings;
    private transient Set<String> urgent;
    private transient long newest;

    KeepItems(RecommendationSettings settings, long flushInterval) {
        super(ITEM, CACHED_ITEMS, flushInterval);
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        urgent = new HashSet<>();
        newest = Long.MIN_VALUE;
    }

    @Override
    protected Item create() {
        return new Item();
    }

    @Override
    protected boolean apply(String productId, Item item, ItemInput input) {
        if (input.facts() != null) {
            item.facts = input.facts();
            urgent.add(productId);
        } else if (settings.bounded()) {
            hold(item, input);
        } else {
            book(productId, item, input);
        }
        return true;
    }

    private void hold(Item item, ItemInput input) {
        if (input.stock() != null) {
            item.hold(input.stock());
            registerTimer(settings.dayClose().closesAt(EventTime.dayOf(input.stock().countsAt())));
        } else {
            item.hold(input.activity());
            registerTimer(settings.dayClose().closesAt(input.activity().day()));
        }
    }

    private void book(String productId, Item item, ItemInput input) {
        if (input.stock() != null) {
            item.book(input.stock());
            newest = Math.max(newest, input.stock().occurredAt());
            if (item.inStock() != item.toldInStock) {
                urgent.add(productId);
            }
        } else {
            item.book(input.activity());
            newest = Math.max(newest, watermark());
        }
    }

    @Override
    protected void emitChanged(String productId, Item item) {
        boolean due = urgent.remove(productId) || isDue(item);
        if (due && !item.isUnknown()) {
            item.toldAt = newest;
            item.toldInStock = item.inStock();
            emit(item.card(productId, ItemCard.AT_ONCE));
        }
    }

    private boolean isDue(Item item) {
        return !settings.bounded()
                && (item.toldAt == Long.MIN_VALUE
                        || newest - item.toldAt >= settings.tellInterval());
    }

    @Override
    protected boolean onTimer(long time, String productId, Item item) {
        if (watermark() == Long.MAX_VALUE) {
            return false;
        }
        long day = settings.dayClose().lastClosed(time);
        item.close(day);
        if (!item.isUnknown()) {
            emit(item.card(productId, day));
        }
        return true;
    }
}
