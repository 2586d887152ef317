package io.tillstream.events;

/**
 * Log-linear bins over all longs, as in HdrHistogram: small values have a bin each, above them each
 * octave has as many. Bins keep the order of their values, and those of negative values mirror
 * those of positive ones.
 */
public final class LogBins {
    private final int exactBits;
    private final long anOctave;

    /**
     * @param exactBits values below 2 to the power of it have a bin each; half as many bins an
     *     octave are above, so that a bin is as wide as its values over them
     */
    public LogBins(int exactBits) {
        this.exactBits = exactBits;
        this.anOctave = 1L << (exactBits - 1);
    }

    /** The bin of a value. */
    public long of(long value) {
        return value < 0 ? -magnitude(-Math.max(value, -Long.MAX_VALUE)) : magnitude(value);
    }

    private long magnitude(long value) {
        int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(value) - exactBits);
        return shift * anOctave + (value >>> shift);
    }

    /** The value in a bin that is nearest to 0. */
    public long nearest(long bin) {
        return Long.signum(bin) * from(bin);
    }

    /** The value in a bin that is farthest from 0. */
    public long farthest(long bin) {
        return Long.signum(bin) * (from(bin) + (1L << shift(bin)) - 1);
    }

    /** The least magnitude of the values in a bin. */
    private long from(long bin) {
        int shift = shift(bin);
        return (Math.abs(bin) - shift * anOctave) << shift;
    }

    private int shift(long bin) {
        return (int) Math.max(0, Math.abs(bin) / anOctave - 1);
    }
}
