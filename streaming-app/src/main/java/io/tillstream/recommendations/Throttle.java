package io.tillstream.recommendations;

/**
 * How long a shopper waits between two lists: the interval that is set, and longer while inputs
 * queue. A job that is given more than it can answer would otherwise fall behind for ever; this one
 * answers the newest event of each shopper and leaves out what it overtook, until it has caught up.
 *
 * <p>The queue is measured by the time that inputs wait in it, as a mean that forgets: a checkpoint
 * or a garbage collection holds inputs up for a moment, which is no load. What is added to the
 * interval grows with the square of the wait, so that a little load costs few lists, and hardly any
 * time, and much load is always met: at a second of waiting, shoppers are told every minute and a
 * half.
 */
final class Throttle {
    /** Time constant of the mean, milliseconds. */
    private static final double MEMORY = 500;

    /** Waiting that is no sign of load, milliseconds. */
    private static final double TOLERATED = 20;

    /** The square of the wait, in milliseconds, that adds a millisecond to the interval. */
    private static final double SQUARE = 10;

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
        // Clocks of two machines differ by more than a queue that is empty takes.
        double share = share(now);
        wait += (Math.max(0, now - sentAt) - wait) * share;
        seenAt = now;
    }

    /** How much the newest counts in the mean: the more, the longer ago the one before it is. */
    private double share(long now) {
        double since = Math.max(0, now - seenAt);
        return since / (since + MEMORY);
    }

    /**
     * Milliseconds between two lists for a shopper as things stand; where nothing comes any more,
     * nothing queues.
     *
     * @param now epoch milliseconds
     */
    long interval(long now) {
        double excess = Math.max(0, wait * (1 - share(now)) - TOLERATED);
        return interval == 0 ? 0 : interval + Math.round(excess * excess / SQUARE);
    }

    /** The interval as of the last input. */
    long lastInterval() {
        return interval(seenAt);
    }
}
