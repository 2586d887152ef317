package io.tillstream.schemas;

import java.time.Duration;

/**
 * How long to try again while the server is away. Waits double from the first to the longest, each
 * shortened at random by up to a half so that many writers do not come back at once.
 *
 * @param firstWait wait after the first failure
 * @param longestWait bound on one wait
 * @param patience time after which a failure is final
 */
public record RetryPolicy(Duration firstWait, Duration longestWait, Duration patience) {
    /** 100 ms to 5 s, for one minute. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1));

    /** Checks that the waits make sense. */
    public RetryPolicy {
        if (firstWait.isNegative() || firstWait.isZero() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("waits must be positive and grow: " + firstWait);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }

    /** The same waits with another bound on the whole. */
    public RetryPolicy withPatience(Duration newPatience) {
        return new RetryPolicy(firstWait, longestWait, newPatience);
    }
}
