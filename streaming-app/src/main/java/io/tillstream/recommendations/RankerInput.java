package io.tillstream.recommendations;

import io.tillstream.events.WorldTime;

/**
 * What rankers learn from and are judged by; two of the three are null.
 *
 * @param example a purchase
 * @param feedback a list that was shown or clicked
 * @param world how far event time is
 */
public record RankerInput(Example example, Feedback feedback, WorldTime world) {
    static RankerInput of(Example example) {
        return new RankerInput(example, null, null);
    }

    static RankerInput of(Feedback feedback) {
        return new RankerInput(null, feedback, null);
    }

    static RankerInput of(WorldTime world) {
        return new RankerInput(null, null, world);
    }

    long time() {
        return example != null ? example.time() : feedback.time();
    }

    String id() {
        return example != null ? example.eventId() : feedback.eventId();
    }
}
