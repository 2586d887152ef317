package io.tillstream.recommendations;

/**
 * What rankers learn from and are judged by; one of the two is null.
 *
 * @param example a purchase
 * @param feedback a list that was shown or clicked
 */
public record RankerInput(Example example, Feedback feedback) {
    static RankerInput of(Example example) {
        return new RankerInput(example, null);
    }

    static RankerInput of(Feedback feedback) {
        return new RankerInput(null, feedback);
    }

    long time() {
        return example != null ? example.time() : feedback.time();
    }

    String id() {
        return example != null ? example.eventId() : feedback.eventId();
    }
}
