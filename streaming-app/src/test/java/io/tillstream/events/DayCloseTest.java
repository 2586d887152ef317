package io.tillstream.events;

import static io.tillstream.events.Events.CLOSE;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DayCloseTest {
    private static final long LAST_MILLI = at(1, 0) - 1;

    @Test
    void aDayIsClosedWhenTheWatermarkIsPastItsEndByTheLateness() {
        long closing = LAST_MILLI + EventTime.HOUR;
        assertThat(CLOSE.closesAt(DAY)).isEqualTo(closing);
        assertThat(CLOSE.lastClosed(closing - 1)).isEqualTo(DAY - 1);
        assertThat(CLOSE.lastClosed(closing)).isEqualTo(DAY);
    }

    @Test
    void anEventIsLateFromTheCloseOfItsDayOn() {
        long closing = LAST_MILLI + EventTime.HOUR;
        assertThat(CLOSE.isLate(LAST_MILLI, closing - 1)).isFalse();
        assertThat(CLOSE.isLate(LAST_MILLI, closing)).isTrue();
        assertThat(CLOSE.isLate(LAST_MILLI + 1, closing)).isFalse();
    }

    @Test
    void neitherBeforeTheFirstWatermarkNorAtTheEndIsAnythingClosedOrLate() {
        assertThat(CLOSE.lastClosed(Long.MIN_VALUE)).isEqualTo(DayClose.NONE);
        assertThat(CLOSE.lastClosed(Long.MAX_VALUE)).isEqualTo(DayClose.NONE);
        assertThat(CLOSE.isLate(0, Long.MIN_VALUE)).isFalse();
        assertThat(CLOSE.isLate(0, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void daysBefore1970AreDaysToo() {
        assertThat(CLOSE.lastClosed(EventTime.HOUR - 1)).isEqualTo(-1);
        assertThat(CLOSE.lastClosed(EventTime.HOUR - 2)).isEqualTo(-2);
    }
}
