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
            assertThat(throttle.interval(now)).isEqualTo(SET);
        }
    }

    @Test
    void aStallOfACheckpointIsHardlyALoad() {
        Throttle throttle = new Throttle(SET);
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now > 5_000 && now < 5_150 ? 5_000 : now, now);
            assertThat(throttle.interval(now)).isBetween(SET, SET + 10);
        }
    }

    @Test
    void whereEachEventIsToBeAnsweredNoLoadChangesThat() {
        Throttle throttle = new Throttle(0);
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now - 5_000, now);
            assertThat(throttle.interval(now)).isZero();
        }
    }

    @Test
    void theIntervalIsTheOneThatIsSetAgainSoonAfterLoadWhetherManyEventsComeOrNone() {
        Throttle few = loaded();
        assertThat(few.interval(10_000)).isGreaterThan(60_000);
        assertThat(few.interval(60_000)).isEqualTo(SET);
        Throttle many = loaded();
        for (long now = 10_000; now < 13_000; now++) {
            many.see(now, now);
        }
        assertThat(many.interval(13_000)).isEqualTo(SET);
    }

    private static Throttle loaded() {
        Throttle throttle = new Throttle(SET);
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now - 1_000, now);
        }
        return throttle;
    }

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
                if (last == null || now >= last + throttle.interval(now)) {
                    told.put(event[1], now);
                    freeAt = now + 2;
                }
            }
        }
        return longest;
    }
}
