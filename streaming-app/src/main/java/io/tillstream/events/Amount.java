package io.tillstream.events;

import java.math.BigDecimal;

/**
 * Money as a {@code long} in ten-thousandths of a major unit, which holds every amount the wire
 * allows (at most 4 decimals) exactly.
 */
public final class Amount {
    /** Ten-thousandths in one major unit. */
    public static final long ONE = 10_000;

    /** Largest amount a record may name, in major units. */
    public static final long MAX_MAJOR = 100_000_000L;

    private static final int DECIMALS = 4;

    private Amount() {}

    /**
     * Parses a JSON number such as {@code 19.9}.
     *
     * @return the amount in ten-thousandths
     * @throws ArithmeticException if it has more than 4 decimals or exceeds {@link #MAX_MAJOR}
     */
    public static long parse(String number) {
        int length = number.length();
        boolean negative = number.charAt(0) == '-';
        long digits = 0;
        int decimals = -1;
        if (length > 15) {
            return parseSlowly(number);
        }
        for (int i = negative ? 1 : 0; i < length; i++) {
            char c = number.charAt(i);
            if (c == '.') {
                decimals = 0;
            } else if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                decimals += decimals >= 0 ? 1 : 0;
            } else {
                return parseSlowly(number);
            }
        }
        if (decimals > DECIMALS) {
            return parseSlowly(number);
        }
        for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
            digits *= 10;
        }
        return checked(negative ? -digits : digits);
    }

    private static long parseSlowly(String number) {
        BigDecimal value = new BigDecimal(number);
        // An exponent of a million would make longValueExact build a number of a million digits.
        if (Math.abs((long) value.precision() - value.scale()) > 20) {
            throw new ArithmeticException("out of range");
        }
        return checked(value.movePointRight(DECIMALS).longValueExact());
    }

    private static long checked(long amount) {
        if (Math.abs(amount) > MAX_MAJOR * ONE) {
            throw new ArithmeticException("out of range");
        }
        return amount;
    }
}
