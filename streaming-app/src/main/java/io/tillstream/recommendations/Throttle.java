package io.tillstream.recommendations;

/**
 * How long a shopper waits between two lists: the interval that is set, and longer while inputs
 * queue. A job that is given more than it can answer would otherwise fall behind for ever; this one
 * answers the newest event of each shopper and leaves out what it overtook, until it has caught up.
 *
 * <p>The queue is measured by the time that inputs wait in it, as a mean that forgets. What is
 * added to the interval grows with the square of the wait, so that a little load costs few lists,
 * and hardly any time, and much load is met. Only a queue that stands is load ({@link
 * StandingDelay}), not the one that a checkpoint or a garbage collection leaves and the job works
 * off at once: shoppers would be held back for a second after each. The clocks of machines must
 * agree to some 10 ms, as NTP has them.
 */
final class Throttle {
    /** Time constant of the mean, milliseconds. */
    private static final double MEMORY = 500;

    /** Waiting that is no sign of load, milliseconds. */
    private static final double TOLERATED = 20;

    /** The square of the wait, in milliseconds, that adds a millisecond to the interval. */
    private static final double SQUARE = 10;

    /** Bound on what is added to the interval, milliseconds. */
    private static final long LONGEST = 60_000;

    /** An input that has waited longer was on its way when the job stopped, milliseconds. */
    private static final long LONGEST_WAIT = 10_000;

    /** The least time between two looks at a shopper who is held back, milliseconds. */
    private static final long LOOK_AGAIN = 1_000;

    private final long interval;
    private final StandingDelay standing = new StandingDelay();
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
        long waited = Math.min(LONGEST_WAIT, Math.max(0, now - sentAt));
        wait += (waited - wait) * share(now);
        standing.see(waited, now);
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
        if (interval == 0 || standing.at(now) <= TOLERATED) {
            return interval;
        }
        double excess = Math.max(0, wait * (1 - share(now)) - TOLERATED);
        return interval + Math.min(LONGEST, Math.round(excess * excess / SQUARE));
    }

    /**
     * When to look again at a shopper who is held back: load passes, and they are to be told then
     * rather than when it was thought to. A look costs as much as a list, so that who has waited
     * long is looked at seldom.
     *
     * @param lastTold when the shopper was last told, epoch milliseconds
     * @param now epoch milliseconds
     */
    long nextLook(long lastTold, long now) {
        return Math.min(lastTold + interval(now), now + Math.max(LOOK_AGAIN, now - lastTold));
    }

    /** The interval as of the last input. */
    long lastInterval() {
        return interval(seenAt);
    }
}
