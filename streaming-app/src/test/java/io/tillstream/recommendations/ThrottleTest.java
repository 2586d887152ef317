package io.tillstream.recommendations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long SET = 100;

    @Test
    void theIntervalIsTheOneThatIsSetWhileInputsDoNotQueue() {
        Throttle throttle = new Throttle(SET);
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now - 20, now);
            throttle.see(now + 5, now);
        }
        assertThat(throttle.interval()).isEqualTo(SET);
    }

    @Test
    void aStallOfACheckpointIsNoLoad() {
        Throttle throttle = new Throttle(SET);
        long longest = 0;
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now > 5_000 && now < 5_150 ? 5_000 : now, now);
            longest = Math.max(longest, throttle.interval());
        }
        assertThat(longest).isEqualTo(SET);
    }

    @Test
    void whereEachEventIsToBeAnsweredNoLoadChangesThat() {
        Throttle throttle = new Throttle(0);
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now - 5_000, now);
        }
        assertThat(throttle.interval()).isZero();
    }

    @Test
    void theIntervalIsTheOneThatIsSetAgainSoonAfterLoadWhetherManyOrFewEventsCome() {
        for (long pace : new long[] {1, 2_000}) {
            Throttle throttle = new Throttle(SET);
            for (long now = 0; now < 10_000; now++) {
                throttle.see(now - 1_000, now);
            }
            assertThat(throttle.interval()).isGreaterThan(10_000);
            for (long now = 10_000; now <= 20_000; now += pace) {
                throttle.see(now, now);
            }
            assertThat(throttle.interval()).isEqualTo(SET);
        }
    }

    /** Twice as many lists are asked for as one millisecond of each second can make. */
    @Test
    void aJobThatIsGivenTwiceWhatItCanAnswerFallsBehindByLessThanASecond() {
        assertThat(longestWaitAfterAMinute(new Throttle(1))).isLessThan(1_000);
        assertThat(longestWaitAfterAMinute(new Throttle(0))).isGreaterThan(20_000);
    }

    /**
     * A queue of one server: a list takes 2 ms and anything else nothing, an event comes each ms,
     * of one of 1,000 shoppers.
     */
    private static long longestWaitAfterAMinute(Throttle throttle) {
        Random random = new Random(1);
        ArrayDeque<long[]> queue = new ArrayDeque<>();
        Map<Long, Long> told = new HashMap<>();
        long freeAt = 0;
        long longest = 0;
        for (long now = 0; now < 120_000; now++) {
            queue.add(new long[] {now, random.nextInt(1_000)});
            while (freeAt <= now && !queue.isEmpty()) {
                long[] event = queue.poll();
                throttle.see(event[0], now);
                longest = now > 60_000 ? Math.max(longest, now - event[0]) : 0;
                Long last = told.get(event[1]);
                if (last == null || now >= last + throttle.interval()) {
                    told.put(event[1], now);
                    freeAt = now + 2;
                }
            }
        }
        return longest;
    }
}
