package io.tillstream.recommendations;

import io.tillstream.events.Interaction;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Sends each event that concerns a shopper on its way, with the time at which it left. */
final class SendToShoppers extends ProcessFunction<ShopEvent, ShopperInput> {
    private static final long serialVersionUID = 1L;

    private final boolean bounded;

    SendToShoppers(boolean bounded) {
        this.bounded = bounded;
    }

    @Override
    public void processElement(ShopEvent event, Context context, Collector<ShopperInput> out) {
        if (concernsShopper(event)) {
            out.collect(ShopperInput.of(event, context.timerService().currentProcessingTime()));
        }
    }

    /**
     * Late purchases count when they are heard of; what was looked at long ago does not. A search
     * names no product.
     */
    private boolean concernsShopper(ShopEvent event) {
        if (event instanceof Transaction transaction) {
            return transaction.customerId() != null && !transaction.returned();
        }
        return event instanceof Interaction interaction
                && Interest.of(interaction.kind()) != 0
                && !(bounded && event.late());
    }
}
