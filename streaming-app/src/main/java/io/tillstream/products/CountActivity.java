package io.tillstream.products;

import io.tillstream.events.EventTime;
import io.tillstream.events.Interaction;
import io.tillstream.events.Line;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;
import io.tillstream.runtime.FlushingOperator;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums views, carts and sales by product and day before the shuffle: most events are views of few
 * products, and cost a map access here instead of a record each. It holds nothing across a
 * checkpoint.
 */
final class CountActivity extends FlushingOperator<ShopEvent, ProductActivity> {
    private static final long serialVersionUID = 1L;
    private static final int VIEWS = 0;
    private static final int CARTS = 1;
    private static final int UNITS = 2;
    private static final int REVENUE = 3;

    private transient Map<ProductDay, long[]> sums;

    private record ProductDay(String productId, long day) {
        /** Days and ids that count up would collide by the usual 31. */
        @Override
        public int hashCode() {
            return productId.hashCode() * 0x9E3779B1 + Long.hashCode(day) * 0x85EBCA6B;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ProductDay that
                    && day == that.day
                    && productId.equals(that.productId);
        }
    }

    CountActivity(long flushInterval) {
        super(flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        sums = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<ShopEvent> element) {
        ShopEvent event = element.getValue();
        long day = EventTime.dayOf(event.occurredAt());
        if (event instanceof Interaction interaction) {
            count(interaction, day);
        } else if (event instanceof Transaction transaction && !transaction.returned()) {
            for (Line line : transaction.lines()) {
                long[] sum = sum(line.productId(), day);
                sum[UNITS] += line.quantity();
                sum[REVENUE] += line.net();
            }
        }
    }

    private void count(Interaction interaction, long day) {
        if (interaction.kind() == Interaction.Kind.VIEW) {
            sum(interaction.productId(), day)[VIEWS]++;
        } else if (interaction.kind() == Interaction.Kind.ADD_TO_CART) {
            sum(interaction.productId(), day)[CARTS]++;
        }
    }

    private long[] sum(String productId, long day) {
        return sums.computeIfAbsent(new ProductDay(productId, day), k -> new long[4]);
    }

    @Override
    protected void flush() {
        sums.forEach(
                (key, s) ->
                        emit(
                                new ProductActivity(
                                        key.productId(),
                                        key.day(),
                                        s[VIEWS],
                                        s[CARTS],
                                        s[UNITS],
                                        s[REVENUE])));
        sums.clear();
    }
}
