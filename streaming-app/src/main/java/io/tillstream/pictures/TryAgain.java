package io.tillstream.pictures;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.functions.async.AsyncRetryPredicate;
import org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy;

/**
 * Only what may be better soon is tried again, after 1, 3, 9 and then each time 10 seconds. Of our
 * own, since Flink's takes one picture's wait for another's.
 *
 * @param attempts in all, 1 or more
 */
record TryAgain(int attempts) implements AsyncRetryStrategy<PictureAnswer> {
    private static final long serialVersionUID = 1L;
    private static final long FIRST_WAIT = 1_000;
    private static final long LONGEST_WAIT = 10_000;
    private static final double GROWTH = 3;

    @Override
    public boolean canRetry(int made) {
        return made < attempts;
    }

    @Override
    public long getBackoffTimeMillis(int made) {
        return (long) Math.min(LONGEST_WAIT, FIRST_WAIT * Math.pow(GROWTH, made - 1));
    }

    @Override
    public AsyncRetryPredicate<PictureAnswer> getRetryPredicate() {
        return new AsyncRetryPredicate<>() {
            @Override
            public Optional<Predicate<Collection<PictureAnswer>>> resultPredicate() {
                return Optional.of(answers -> answers.stream().anyMatch(PictureAnswer::isPassing));
            }

            @Override
            public Optional<Predicate<Throwable>> exceptionPredicate() {
                return Optional.empty();
            }
        };
    }
}
