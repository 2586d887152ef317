package io.tillstream.recommendations;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.ShopEvent;

/**
 * What becomes known of a shopper; two of event, login and segment are null.
 *
 * @param sentAt wall clock at which it was passed on, epoch milliseconds; only of events
 */
public record ShopperInput(ShopEvent event, Login login, CustomerSegment segment, long sentAt) {
    static ShopperInput of(ShopEvent event, long sentAt) {
        return new ShopperInput(event, null, null, sentAt);
    }

    static ShopperInput of(Login login) {
        return new ShopperInput(null, login, null, 0);
    }

    static ShopperInput of(CustomerSegment segment) {
        return new ShopperInput(null, null, segment, 0);
    }

    /** The key of the shopper; see {@link Shoppers}. */
    String shopper() {
        if (event != null) {
            return Shoppers.keyOf(event);
        }
        return Shoppers.keyOf(login != null ? login.customerId() : segment.customerId());
    }
}
