package io.tillstream.pictures;

import java.util.concurrent.TimeUnit;

/**
 * How many pictures of posts may be encoded, so that they leave the machine to others: so many a
 * second, those of one second at once at most. For one thread.
 */
final class PostAllowance {
    private final double perNano;
    private final double most;
    private double left;
    private long at;

    /**
     * @param perSecond above 0
     * @param now nanoseconds of a clock
     */
    PostAllowance(double perSecond, long now) {
        this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
        this.most = Math.max(1, perSecond);
        this.left = most;
        this.at = now;
    }

    /** Takes one, if there is one. */
    boolean take(long now) {
        left = Math.min(most, left + (now - at) * perNano);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
