package io.tillstream.models.recommend;

/**
 * A purchase with dense numbers instead of ids.
 *
 * @param day UTC calendar day, days since 1970-01-01
 * @param customer {@link #ANONYMOUS} or the customer's number
 * @param items distinct numbers of the products, ascending
 */
public record Basket(int day, int customer, int[] items) {
    /** Instead of a customer's number. */
    public static final int ANONYMOUS = -1;

    /** True if it is known who bought. */
    public boolean named() {
        return customer != ANONYMOUS;
    }
}
