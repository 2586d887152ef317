package io.tillstream.recommendations;

/**
 * How long a shopper waits between two lists: the interval that is set, and longer while inputs
 * queue. A job that is given more than it can answer would otherwise fall behind for ever; this one
 * answers the newest event of each shopper and leaves out what it overtook, until it has caught up.
 *
 * <p>The queue is measured by the time that inputs wait in it, as a mean that forgets within {@link
 * #MEMORY}: a checkpoint or a garbage collection holds inputs up for a moment, which is no load.
 */
final class Throttle {
    /** Half of what is remembered is younger, milliseconds. */
    private static final double MEMORY = 1_000;

    /** Waiting that is no sign of load, milliseconds. */
    private static final double TOLERATED = 100;

    /** Milliseconds between two lists for each millisecond of waiting beyond what is tolerated. */
    private static final double GAIN = 20;

    private final long interval;
    private double wait;
    private long seenAt;

    /**
     * @param interval milliseconds between two lists for a shopper; 0: each event is answered,
     *     however long the queue is
     */
    Throttle(long interval) {
        this.interval = interval;
    }

    /**
     * Takes notice of an input.
     *
     * @param sentAt when it was put into the queue, epoch milliseconds
     * @param now when its turn came
     */
    void see(long sentAt, long now) {
        double since = Math.max(0, now - seenAt);
        // Clocks of two machines differ by more than a queue that is empty takes.
        wait += (Math.max(0, now - sentAt) - wait) * since / (since + MEMORY);
        seenAt = now;
    }

    /** Milliseconds between two lists for a shopper as things stand. */
    long interval() {
        return interval == 0 ? 0 : interval + Math.round(GAIN * Math.max(0, wait - TOLERATED));
    }
}
