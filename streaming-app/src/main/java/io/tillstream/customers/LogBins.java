package io.tillstream.customers;

/**
 * Log-linear bins over all longs, as in HdrHistogram: values below 2^24 have a bin each, above that
 * 2^23 bins an octave. Bins keep the order of their values.
 */
final class LogBins {
    private static final int EXACT_BITS = 24;

    private LogBins() {}

    /** The bin of a value; negative values mirror positive ones. */
    static long of(long value) {
        return value < 0 ? -magnitude(-Math.max(value, -Long.MAX_VALUE)) : magnitude(value);
    }

    /** The least magnitude of the values in a bin, with their sign. */
    static long nearest(long bin) {
        long magnitude = Math.abs(bin);
        int shift = (int) Math.max(0, (magnitude >> (EXACT_BITS - 1)) - 1);
        return Long.signum(bin) * ((magnitude - ((long) shift << (EXACT_BITS - 1))) << shift);
    }

    private static long magnitude(long value) {
        int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(value) - EXACT_BITS);
        return ((long) shift << (EXACT_BITS - 1)) + (value >>> shift);
    }
}
