package io.tillstream.kpis;

import io.tillstream.events.CustomerSegment;
import io.tillstream.events.Transaction;

/**
 * What somebody bought, or a customer's segment; one of the two is null.
 *
 * @param key a customer or, where nobody is known, the receipt
 */
public record BuyerInput(String key, Bought bought, CustomerSegment segment) {
    private static final String CUSTOMER = "customer:";
    private static final String RECEIPT = "receipt:";

    static BuyerInput of(Transaction transaction) {
        String key =
                transaction.customerId() == null
                        ? RECEIPT + transaction.id()
                        : CUSTOMER + transaction.customerId();
        return new BuyerInput(key, Bought.of(transaction), null);
    }

    static BuyerInput of(CustomerSegment segment) {
        return new BuyerInput(CUSTOMER + segment.customerId(), null, segment);
    }

    /** Whether a key stands for shoppers that nobody knows. */
    static boolean isAnonymous(String key) {
        return key.startsWith(RECEIPT);
    }
}
