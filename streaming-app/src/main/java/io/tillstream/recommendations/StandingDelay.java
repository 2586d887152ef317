package io.tillstream.recommendations;

/**
 * How long inputs wait in a queue that stands: in each slice of the last second inputs wait for
 * some mean time, and the least of these is what a burst, a checkpoint or a garbage collection has
 * not left for a moment. As in CoDel (Nichols and Jacobson, Controlling Queue Delay, 2012; RFC
 * 8289), but with means of slices, since some inputs come past the queue of the others.
 */
final class StandingDelay {
    /** Length of a slice, milliseconds. */
    private static final long SLICE = 100;

    /** Slices that a queue must have stood in; in at least half of them something has come. */
    private static final int SLICES = 10;

    private final long[] slices = new long[SLICES];
    private final long[] waits = new long[SLICES];
    private final int[] inputs = new int[SLICES];

    /**
     * Takes notice of an input.
     *
     * @param waited milliseconds that it was in the queue
     * @param now when its turn came, epoch milliseconds
     */
    void see(long waited, long now) {
        long slice = Math.floorDiv(now, SLICE);
        int at = Math.floorMod(slice, SLICES);
        if (slices[at] != slice) {
            slices[at] = slice;
            waits[at] = 0;
            inputs[at] = 0;
        }
        waits[at] += waited;
        inputs[at]++;
    }

    /**
     * Milliseconds that inputs have waited for a second now; 0 where hardly any came.
     *
     * @param now epoch milliseconds
     */
    double at(long now) {
        long slice = Math.floorDiv(now, SLICE);
        double least = Double.MAX_VALUE;
        int filled = 0;
        for (int i = 0; i < SLICES; i++) {
            if (inputs[i] > 0 && slices[i] <= slice && slices[i] > slice - SLICES) {
                least = Math.min(least, (double) waits[i] / inputs[i]);
                filled++;
            }
        }
        return 2 * filled < SLICES ? 0 : least;
    }
}
