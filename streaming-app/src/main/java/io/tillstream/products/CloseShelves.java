package io.tillstream.products;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.ShelfDay;
import io.tillstream.events.StockSignal;
import io.tillstream.runtime.WriteBackOperator;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Tells at the close of each day which stores had nothing left of a product at its end: what was
 * not sold then says nothing of what people wanted; and once that a stock is known at all. Kept as
 * long as there is a product in a store; after {@link #GIVEN_UP} days without any it is taken for
 * delisted and no longer told.
 */
final class CloseShelves extends WriteBackOperator<StockKey, ShelfDays, StockSignal, ShelfDay> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_SHELVES = 50_000;
    private static final int GIVEN_UP = 60;
    private static final ValueStateDescriptor<ShelfDays> SHELF =
            new ValueStateDescriptor<>("shelf-days", ShelfDays.class);

    private final DayClose dayClose;

    CloseShelves(DayClose dayClose, long flushInterval) {
        super(SHELF, CACHED_SHELVES, flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    protected ShelfDays create() {
        return new ShelfDays();
    }

    @Override
    protected boolean apply(StockKey key, ShelfDays shelf, StockSignal signal) {
        if (dayClose.isLate(signal.countsAt(), watermark())) {
            // A snapshot behind its time; sales say themselves when they count.
            shelf.apply(signal);
            registerTimer(dayClose.closesAt(dayClose.lastClosed(watermark()) + 1));
        } else {
            shelf.add(signal);
            registerTimer(dayClose.closesAt(EventTime.dayOf(signal.countsAt())));
        }
        return true;
    }

    @Override
    protected void emitChanged(StockKey key, ShelfDays shelf) {
        // Nothing is told before a day closes.
    }

    @Override
    protected boolean onTimer(long time, StockKey key, ShelfDays shelf) {
        long day = EventTime.dayOf(time - dayClose.allowedLateness() - 1);
        shelf.advanceTo(EventTime.endOf(day));
        boolean out = shelf.isOut() && shelf.daysOut <= GIVEN_UP;
        if (out || (shelf.known && !shelf.told)) {
            shelf.told = true;
            emit(new ShelfDay(key.storeId(), key.productId(), day, out));
        }
        if (out) {
            registerTimer(dayClose.closesAt(day + 1));
        }
        return true;
    }
}
