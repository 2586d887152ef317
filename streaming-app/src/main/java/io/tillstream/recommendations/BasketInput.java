package io.tillstream.recommendations;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;

/** A customer's purchase or segment; one of the two is null. */
public record BasketInput(ShopEvent purchase, CustomerSegment segment) {
    static BasketInput of(ShopEvent purchase) {
        return new BasketInput(purchase, null);
    }

    static BasketInput of(CustomerSegment segment) {
        return new BasketInput(null, segment);
    }

    String customerId() {
        return segment != null ? segment.customerId() : ((Transaction) purchase).customerId();
    }
}
