package io.tillstream.monitoring;

import io.tillstream.events.CalendarDay;
import io.tillstream.events.FeedCount;
import io.tillstream.events.WorldTime;

/**
 * One of the things that are told of a source; the others are null.
 *
 * @param source the topic
 */
public record FeedInput(
        String source, FeedCount count, PriceCount prices, WorldTime world, CalendarDay calendar) {
    static FeedInput of(FeedCount count) {
        return new FeedInput(count.source(), count, null, null, null);
    }

    static FeedInput of(PriceCount prices) {
        return new FeedInput(prices.source(), null, prices, null, null);
    }

    static FeedInput of(String source, CalendarDay day) {
        return new FeedInput(source, null, null, null, day);
    }

    static FeedInput of(String source, WorldTime world) {
        return new FeedInput(source, null, null, world, null);
    }
}
