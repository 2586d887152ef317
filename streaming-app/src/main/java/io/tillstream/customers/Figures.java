package io.tillstream.customers;

/**
 * The sums that are kept of a customer's transactions, as positions in a {@code long[]}. Added to
 * at the end only: stored ledgers hold the earlier positions.
 */
final class Figures {
    /** Distinct purchases. */
    static final int PURCHASES = 0;

    /** Money of purchases less discounts and returns, ten-thousandths. */
    static final int MONETARY = 1;

    /** Money of purchases before discounts. */
    static final int GROSS = 2;

    /** Discounts on purchases. */
    static final int DISCOUNT = 3;

    /** Money of returned goods. */
    static final int RETURNED = 4;

    /** Units bought. */
    static final int UNITS = 5;

    /** Purchases in the web shop. */
    static final int ONLINE = 6;

    /** Purchases in November and December. */
    static final int SEASONAL = 7;

    /** Time of the first purchase; {@link #NEVER} if there is none. */
    static final int FIRST = 8;

    /** Time of the last purchase; {@link #NEVER} if there is none. */
    static final int LAST = 9;

    /** Transactions of any kind; the version of the figures. */
    static final int UPDATES = 10;

    static final int COUNT = 11;

    static final long NEVER = Long.MIN_VALUE;

    private Figures() {}

    static long[] none() {
        long[] figures = new long[COUNT];
        figures[FIRST] = NEVER;
        figures[LAST] = NEVER;
        return figures;
    }

    /** Adds the figures that stand in {@code source} from {@code offset} on. */
    static void add(long[] target, long[] source, int offset) {
        for (int i = 0; i < COUNT; i++) {
            long value = source[offset + i];
            switch (i) {
                case FIRST ->
                        target[i] =
                                target[i] == NEVER
                                        ? value
                                        : value == NEVER ? target[i] : Math.min(target[i], value);
                case LAST -> target[i] = Math.max(target[i], value);
                default -> target[i] += value;
            }
        }
    }
}
