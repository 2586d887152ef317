package io.tillstream.events;

import static io.tillstream.events.Events.at;
import static io.tillstream.events.Events.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.runtime.OperatorRun;
import org.junit.jupiter.api.Test;

class EventClockTest {
    private static WorldTime endOfDay(int day) {
        return new WorldTime(at(day + 1, 0) - 1, false);
    }

    @Test
    void eachClosedDayIsToldOnce() throws Exception {
        try (OperatorRun<Long, Void, WorldTime> clock = EventStories.clock().open(1)) {
            clock.give(at(0, 3)).watermark(closing(0) - 1);
            assertThat(clock.out()).containsExactly(endOfDay(-1));

            clock.watermark(closing(0)).watermark(closing(0) + 1);
            assertThat(clock.out()).containsExactly(endOfDay(0));

            clock.watermark(closing(4));
            assertThat(clock.out()).containsExactly(endOfDay(4));
        }
    }

    @Test
    void atTheEndTheWorldStandsAsOfItsLastEvent() throws Exception {
        try (OperatorRun<Long, Void, WorldTime> clock = EventStories.clock().open(1)) {
            clock.give(at(2, 9), at(1, 3)).end();

            assertThat(clock.out()).containsExactly(new WorldTime(at(2, 9), true));
        }
    }

    @Test
    void aWorldWithoutEventsHasNoTime() throws Exception {
        try (OperatorRun<Long, Void, WorldTime> clock = EventStories.clock().open(1)) {
            clock.watermark(closing(0)).end();

            assertThat(clock.out()).isEmpty();
        }
    }
}
