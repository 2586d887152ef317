package io.tillstream.kpis;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Transaction;

/**
 * Something that happened, or a customer's segment; one of the two is null.
 *
 * @param key a customer or, where nobody is known, a store
 */
public record KpiInput(String key, KpiEvent event, CustomerSegment segment) {
    private static final String CUSTOMER = "customer:";
    private static final String STORE = "store:";

    static KpiInput of(Transaction transaction) {
        return of(transaction.customerId(), KpiEvent.of(transaction));
    }

    /**
     * Something that happened.
     *
     * @param customerId null if nobody is known
     */
    static KpiInput of(String customerId, KpiEvent event) {
        String key = customerId == null ? STORE + event.storeId() : CUSTOMER + customerId;
        return new KpiInput(key, event, null);
    }

    static KpiInput of(CustomerSegment segment) {
        return new KpiInput(CUSTOMER + segment.customerId(), null, segment);
    }

    /** Whether a key stands for shoppers that nobody knows. */
    static boolean isAnonymous(String key) {
        return key.startsWith(STORE);
    }
}
