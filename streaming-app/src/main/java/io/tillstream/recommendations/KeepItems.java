package io.tillstream.recommendations;

import io.tillstream.runtime.WriteBackOperator;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Keeps what is known of each product and tells shoppers of it: facts, looks and stock-outs at
 * once, popularity and neighbours at most once per interval of event time; in a bounded run
 * whatever a day changed when the day closes. Bounded by the products that are or were listed or in
 * stock: what shoppers did with others is forgotten when its day closes.
 */
final class KeepItems extends WriteBackOperator<String, Item, ItemInput, ItemCard> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_ITEMS = 50_000;
    private static final ValueStateDescriptor<Item> ITEM =
            new ValueStateDescriptor<>("item", Item.class);

    private final RecommendationSettings settings;
    private transient Set<String> urgent;

    KeepItems(RecommendationSettings settings, long flushInterval) {
        super(ITEM, CACHED_ITEMS, flushInterval);
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        urgent = new HashSet<>();
    }

    @Override
    protected Item create() {
        return new Item();
    }

    @Override
    protected boolean isNothing(Item item) {
        return item.isNothing();
    }

    @Override
    protected boolean apply(String productId, Item item, ItemInput input) {
        if (input.facts() != null) {
            item.facts = input.facts();
            urgent.add(productId);
        } else if (input.picture() != null) {
            item.show(input.picture());
            urgent.add(productId);
        } else if (input.similar() != null) {
            item.lookalikes = Lookalikes.of(input.similar());
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
        } else {
            item.hold(input.activity());
        }
        registerTimer(settings.dayClose().closesAt(input.day()));
    }

    private void book(String productId, Item item, ItemInput input) {
        if (input.stock() != null) {
            item.book(input.stock());
            if (item.inStock() != item.toldInStock) {
                urgent.add(productId);
                return;
            }
        } else {
            item.book(input.activity());
        }
        if (item.isHearsay()) {
            registerTimer(settings.dayClose().closesAt(input.day()));
        } else if (!item.tellsLater && !isDue(item)) {
            item.tellsLater = true;
            registerTimer(item.toldAt + settings.tellInterval());
        }
    }

    /** By the watermark, since one clock that is ahead must not silence all products. */
    private boolean isDue(Item item) {
        return item.toldAt == Long.MIN_VALUE
                || watermark() - item.toldAt >= settings.tellInterval();
    }

    @Override
    protected void emitChanged(String productId, Item item) {
        boolean urgentNews = urgent.remove(productId) && item.facts != null;
        if (urgentNews || (!settings.bounded() && !item.isUnknown() && isDue(item))) {
            tell(productId, item, ItemCard.AT_ONCE);
        }
    }

    private void tell(String productId, Item item, long day) {
        item.toldAt = watermark();
        item.toldInStock = item.inStock();
        item.tellsLater = false;
        ItemCard card = item.card(productId, day);
        emit(settings.towers().used() ? card : card.unseen());
    }

    @Override
    protected boolean onTimer(long time, String productId, Item item) {
        if (watermark() == Long.MAX_VALUE && !settings.bounded()) {
            return false;
        }
        if (settings.bounded()) {
            // At the end, too: how many days event time had closed before hangs on the sources.
            item.close(settings.dayClose().lastClosed(time));
        }
        if (item.isHearsay()) {
            item.forgetHearsay();
        } else if (!item.isUnknown() && (settings.bounded() || item.tellsLater)) {
            tell(
                    productId,
                    item,
                    settings.bounded() ? settings.dayClose().lastClosed(time) : ItemCard.AT_ONCE);
        }
        return true;
    }
}
