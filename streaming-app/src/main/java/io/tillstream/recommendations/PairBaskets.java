package io.tillstream.recommendations;

import io.tillstream.events.DayClose;
import io.tillstream.events.EventTime;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.WriteBackOperator;
import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Tells products of the baskets of customers, and which segment the customer belongs to. In a
 * bounded run a basket waits for the close of its day, until when segments of the day before are
 * told.
 */
final class PairBaskets extends WriteBackOperator<String, Buyer, BasketInput, ItemInput> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_BUYERS = 50_000;

    private final RecommendationSettings settings;

    PairBaskets(RecommendationSettings settings, long flushInterval) {
        super(buyers(Duration.ofMillis(settings.timeToLive())), CACHED_BUYERS, flushInterval);
        this.settings = settings;
    }

    private static ValueStateDescriptor<Buyer> buyers(Duration timeToLive) {
        ValueStateDescriptor<Buyer> descriptor = new ValueStateDescriptor<>("buyer", Buyer.class);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(timeToLive).cleanupInRocksdbCompactFilter(1_000).build());
        return descriptor;
    }

    @Override
    protected Buyer create() {
        return new Buyer();
    }

    @Override
    protected boolean apply(String customerId, Buyer buyer, BasketInput input) {
        if (input.segment() != null) {
            long closed = settings.dayClose().lastClosed(watermark());
            buyer.segments.add(
                    input.segment(),
                    closed == DayClose.NONE ? Long.MIN_VALUE : EventTime.startOf(closed + 1));
            return true;
        }
        Basket basket = Basket.of((Transaction) input.purchase());
        if (settings.bounded()) {
            buyer.hold(basket);
            registerTimer(settings.dayClose().closesAt(EventTime.dayOf(basket.time())));
            return true;
        }
        tell(basket, buyer);
        // Written anew, so that who goes on buying is not forgotten.
        return !buyer.segments.isEmpty();
    }

    private void tell(Basket basket, Buyer buyer) {
        Companions.of(basket, buyer.segments.at(basket.time())).forEach(this::emit);
    }

    @Override
    protected void emitChanged(String customerId, Buyer buyer) {}

    @Override
    protected boolean onTimer(long time, String customerId, Buyer buyer) {
        long until = EventTime.endOf(settings.dayClose().lastClosed(time));
        buyer.take(until).forEach(basket -> tell(basket, buyer));
        return true;
    }
}
