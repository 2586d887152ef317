package io.tillstream.trends;

import io.tillstream.events.HourClose;
import io.tillstream.runtime.WriteBackOperator;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Counts who looked at each product, bought it and searched for each subject, and tells it at the
 * close of each hour. Its state is what happened in the hours that are open. At the end of a
 * bounded run the last hour, which is not over, stays open.
 */
final class KeepInterests extends WriteBackOperator<Integer, ShopShelf, ShopInterests, TrendInput> {
    private static final long serialVersionUID = 1L;
    private static final ValueStateDescriptor<ShopShelf> SHELF =
            new ValueStateDescriptor<>("shop-shelf", ShopShelf.class);

    private final HourClose hourClose;

    KeepInterests(HourClose hourClose, long flushInterval) {
        super(SHELF, ShopInterest.SHELVES, flushInterval);
        this.hourClose = hourClose;
    }

    @Override
    protected ShopShelf create() {
        return new ShopShelf();
    }

    @Override
    protected boolean isNothing(ShopShelf shelf) {
        return shelf.open.isEmpty();
    }

    /** A shelf never rests: at barriers only. */
    @Override
    protected long writeInterval() {
        return Long.MAX_VALUE;
    }

    /** Only a partition that was idle tells of an hour that is closed: it counts in the next. */
    @Override
    protected boolean apply(Integer key, ShopShelf shelf, ShopInterests interests) {
        for (int i = 0; i < interests.size(); i++) {
            ShopInterest interest = interests.get(i);
            long hour = Math.max(interest.hour(), hourClose.firstOpen(watermark()));
            if (!shelf.open.containsKey(hour)) {
                registerTimer(hourClose.closesAt(hour));
            }
            shelf.add(hour, interest);
        }
        return true;
    }

    @Override
    protected void emitChanged(Integer key, ShopShelf shelf) {}

    @Override
    protected boolean onTimer(long time, Integer key, ShopShelf shelf) {
        long hour = hourClose.closedAt(time);
        boolean isLast = shelf.open.keySet().stream().allMatch(open -> open <= hour);
        if (watermark() == Long.MAX_VALUE && isLast) {
            return false;
        }
        ShopHour said = shelf.close(key, hour);
        if (!said.isEmpty()) {
            emit(TrendInput.of(said));
        }
        return true;
    }
}
