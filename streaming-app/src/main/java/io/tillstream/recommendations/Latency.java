package io.tillstream.recommendations;

import java.time.Duration;

/**
 * How long a list took.
 *
 * @param live whether a shopper can have been waiting for it
 * @param millis from taking the event up to the list
 */
public record Latency(boolean live, long millis) {
    /**
     * Of an older event nobody waits for the list: the job is behind, because it reads history or
     * was away, or the event came late. A minute may pass until a live event is taken up (as much
     * as events are out of order), and another one, beyond the interval that is set, while the
     * throttle holds it back.
     */
    private static final long LIVE = Duration.ofMinutes(2).toMillis();

    /**
     * Of a list that is emitted now.
     *
     * @param now epoch milliseconds of the wall clock
     * @param interval of the throttle where there is no load, milliseconds
     */
    static Latency of(Moment moment, long now, long interval) {
        long behind = moment.takenUpAt() - moment.triggeredAt();
        return new Latency(
                Math.abs(behind) <= LIVE + interval, Math.max(0, now - moment.takenUpAt()));
    }
}
