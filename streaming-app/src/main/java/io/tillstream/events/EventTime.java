package io.tillstream.events;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** ISO-8601 times and UTC days as {@code long}s. */
public final class EventTime {
    /** Milliseconds in a UTC day. */
    public static final long DAY = 86_400_000L;

    /** Milliseconds in an hour. */
    public static final long HOUR = 3_600_000L;

    private EventTime() {}

    /** The UTC day that holds an instant, as days since 1970-01-01. */
    public static long dayOf(long millis) {
        return Math.floorDiv(millis, DAY);
    }

    /** The first instant of a UTC day. */
    public static long startOf(long day) {
        return day * DAY;
    }

    /** The last millisecond of a UTC day. */
    public static long endOf(long day) {
        return (day + 1) * DAY - 1;
    }

    /** The hour 0 to 23 of an instant within its UTC day. */
    public static int hourOf(long millis) {
        return (int) (Math.floorMod(millis, DAY) / HOUR);
    }

    /**
     * Parses {@code 2026-03-01T10:15:30[.250]Z}; another offset than {@code Z} is taken by its
     * meaning. Digits beyond milliseconds are cut.
     *
     * @return milliseconds since 1970-01-01T00:00Z
     * @throws DateTimeException if the text is no such time
     */
    public static long parse(String text) {
        int length = text.length();
        if (length >= 20 && length <= 30 && text.charAt(length - 1) == 'Z') {
            return parseUtc(text, length);
        }
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    private static long parseUtc(String text, int length) {
        boolean shaped =
                text.charAt(4) == '-'
                        && text.charAt(7) == '-'
                        && text.charAt(10) == 'T'
                        && text.charAt(13) == ':'
                        && text.charAt(16) == ':';
        if (!shaped) {
            throw new DateTimeException("not an ISO-8601 time");
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no such time of day");
        }
        LocalDate date = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        return date.toEpochDay() * DAY
                + hour * HOUR
                + minute * 60_000L
                + second * 1_000L
                + millis(text, length);
    }

    private static int millis(String text, int length) {
        if (length == 20) {
            return 0;
        }
        if (text.charAt(19) != '.' || length == 21) {
            throw new DateTimeException("not an ISO-8601 time");
        }
        int fraction = digits(text, 20, length - 1);
        for (int digits = length - 21; digits < 3; digits++) {
            fraction *= 10;
        }
        for (int digits = length - 21; digits > 3; digits--) {
            fraction /= 10;
        }
        return fraction;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not an ISO-8601 time");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
