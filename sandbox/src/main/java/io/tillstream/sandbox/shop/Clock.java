package io.tillstream.sandbox.shop;

/** Lengths of time in milliseconds. */
final class Clock {
    static final long SECOND = 1_000L;
    static final long MINUTE = 60_000L;
    static final long HOUR = 3_600_000L;
    static final long DAY = 86_400_000L;

    private Clock() {}
}
