package io.tillstream.recommendations;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.ShopEvent;

/** What becomes known of a shopper; two of the three are null. */
public record ShopperInput(ShopEvent event, Login login, CustomerSegment segment) {
    static ShopperInput of(ShopEvent event) {
        return new ShopperInput(event, null, null);
    }

    static ShopperInput of(Login login) {
        return new ShopperInput(null, login, null);
    }

    static ShopperInput of(CustomerSegment segment) {
        return new ShopperInput(null, null, segment);
    }

    /** The key of the shopper; see {@link Shoppers}. */
    String shopper() {
        if (event != null) {
            return Shoppers.keyOf(event);
        }
        return Shoppers.keyOf(login != null ? login.customerId() : segment.customerId());
    }
}
