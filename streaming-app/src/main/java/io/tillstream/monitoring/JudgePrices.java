package io.tillstream.monitoring;

import io.tillstream.events.ClosedSales;
import io.tillstream.events.DayClose;
import io.tillstream.runtime.TimeToLive;
import io.tillstream.runtime.WriteBackOperator;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** Judges at which prices products were sold, when a day closes; one record a product and day. */
final class JudgePrices extends WriteBackOperator<String, PriceHistory, ClosedSales, PriceCount> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_PRODUCTS = 10_000;

    /** A product that nobody buys for so long, by the wall clock, is forgotten. */
    private static final Duration TIME_TO_LIVE = Duration.ofDays(400);

    private static final ValueStateDescriptor<PriceHistory> PRICES =
            TimeToLive.of(new ValueStateDescriptor<>("prices", PriceHistory.class), TIME_TO_LIVE);

    private final DayClose dayClose;

    JudgePrices(DayClose dayClose, long flushInterval) {
        super(PRICES, CACHED_PRODUCTS, flushInterval);
        this.dayClose = dayClose;
    }

    @Override
    protected PriceHistory create() {
        return new PriceHistory();
    }

    @Override
    protected boolean apply(String productId, PriceHistory prices, ClosedSales sales) {
        prices.add(sales);
        registerTimer(dayClose.closesAt(sales.day()));
        return true;
    }

    @Override
    protected void emitChanged(String productId, PriceHistory prices) {}

    @Override
    protected boolean onTimer(long time, String productId, PriceHistory prices) {
        prices.close(dayClose.lastClosed(time)).forEach(this::emit);
        return true;
    }
}
