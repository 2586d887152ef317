package io.tillstream.models.serving;

/**
 * How a request to a {@link MicroBatcher} ended; each ends in exactly one way.
 *
 * @param <A> type of an answer
 */
public sealed interface Outcome<A> {
    /** The model answered. */
    record Answered<A>(A answer) implements Outcome<A> {}

    /** No answer within the time-out, whether it waited or was being answered. */
    record TimedOut<A>() implements Outcome<A> {}

    /** Not taken in: the queue is full, or the batcher is closed. */
    record Rejected<A>() implements Outcome<A> {}

    /** The batch that it was in failed. */
    record Failed<A>(Throwable cause) implements Outcome<A> {}
}
