package io.tillstream.events;

/**
 * One line of a receipt.
 *
 * @param quantity units, 1 or more
 * @param unitPrice price of a unit, {@link Amount} (ten-thousandths)
 * @param discount discount on the whole line, {@link Amount}
 */
public record Line(String productId, int quantity, long unitPrice, long discount) {
    /** Quantity times unit price. */
    public long gross() {
        return quantity * unitPrice;
    }

    /** Quantity times unit price, less the discount. */
    public long net() {
        return gross() - discount;
    }
}
