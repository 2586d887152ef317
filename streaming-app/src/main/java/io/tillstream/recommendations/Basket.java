package io.tillstream.recommendations;

import io.tillstream.events.Line;
import io.tillstream.events.Transaction;

/**
 * What was bought together. State: add fields only.
 *
 * @param time epoch milliseconds
 * @param productIds distinct
 */
public record Basket(long time, String[] productIds) {
    static Basket of(Transaction sale) {
        return new Basket(
                sale.occurredAt(),
                sale.lines().stream().map(Line::productId).distinct().toArray(String[]::new));
    }
}
