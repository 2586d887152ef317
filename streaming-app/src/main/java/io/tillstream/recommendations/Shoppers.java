package io.tillstream.recommendations;

import io.tillstream.events.Interaction;
import io.tillstream.events.Search;
import io.tillstream.events.ShopEvent;
import io.tillstream.events.Transaction;

/** Who a shopper is: a customer or, as long as nobody has logged in, a session. */
final class Shoppers {
    /** Before the session's id where nobody is known. */
    static final String SESSION = "session:";

    private static final String CUSTOMER = "customer:";

    private Shoppers() {}

    /** The key of an event's shopper; null if it has none. */
    static String keyOf(ShopEvent event) {
        if (event instanceof Interaction interaction && interaction.customerId() == null) {
            return SESSION + interaction.sessionId();
        }
        return keyOf(customerOf(event));
    }

    /** The key of a customer; null for none. */
    static String keyOf(String customerId) {
        return customerId == null ? null : CUSTOMER + customerId;
    }

    private static String customerOf(ShopEvent event) {
        return event instanceof Transaction transaction
                ? transaction.customerId()
                : ((Interaction) event).customerId();
    }

    static boolean isSession(String shopper) {
        return shopper.startsWith(SESSION);
    }

    /** The id under which recommendations go out: a customer's own, or the session's key. */
    static String idOf(String shopper) {
        return isSession(shopper) ? shopper : shopper.substring(CUSTOMER.length());
    }

    /** The id by which an event is known. */
    static String eventIdOf(ShopEvent event) {
        if (event instanceof Transaction transaction) {
            return transaction.id();
        }
        return event instanceof Search search ? search.eventId() : ((Interaction) event).eventId();
    }

    /** When an event counts: a late one when it was heard of. */
    static long timeOf(ShopEvent event) {
        return event instanceof Transaction transaction && transaction.late()
                ? transaction.heardAt()
                : event.occurredAt();
    }
}
