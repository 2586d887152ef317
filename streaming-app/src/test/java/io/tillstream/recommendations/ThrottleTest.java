package io.tillstream.recommendations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
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
    void whatAStallOfACheckpointLeavesIsNoLoad() {
        Throttle throttle = new Throttle(SET);
        for (long now = 0; now < 10_000; now++) {
            throttle.see(now - leftByAStall(now), now);
            assertThat(throttle.interval(now)).isEqualTo(SET);
        }
    }

    /** Waiting after a stall of 250 ms, which takes 400 ms to be worked off. */
    private static long leftByAStall(long now) {
        return now < 5_000 || now >= 5_400 ? 0 : 250 - (now - 5_000) * 250 / 400;
    }

    @Test
    void aQueueThatStandsForASecondIsLoad() {
        Throttle throttle = new Throttle(SET);
        for (long now = 0; now < 5_000; now++) {
            throttle.see(now - 5, now);
        }
        for (long now = 5_000; now < 6_000; now++) {
            throttle.see(now - 150, now);
            if (now < 5_900) {
                assertThat(throttle.interval(now)).isEqualTo(SET);
            }
        }
        assertThat(throttle.interval(6_000)).isBetween(SET + 900, SET + 1_300);
    }

    @Test
    void oneInputThatComesAloneAndLateIsNoQueue() {
        Throttle throttle = new Throttle(SET);
        throttle.see(9_000, 10_000);
        assertThat(throttle.interval(10_000)).isEqualTo(SET);
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
        assertThat(few.interval(10_000)).isEqualTo(SET + 60_000);
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
    void aStallIsForgottenThoughEachLookAtAShopperCostsAsMuchAsAList() {
        Server server = new Server(new Throttle(1), 20_000);
        server.run(10_000, 0);
        server.run(3_000, 3_000);
        server.run(30_000, 0);
        server.longest = 0;
        server.run(10_000, 0);
        assertThat(server.longest).isLessThan(50);
        assertThat(server.held).isEmpty();
    }

    @Test
    void aJobThatIsGivenMoreThanItCanAnswerDoesNotFallBehindForEver() {
        assertThat(secondsBehindWhereListsCostThrice(new Throttle(1))).isLessThan(1);
        assertThat(secondsBehindWhereListsCostThrice(new Throttle(0))).isGreaterThan(15);
    }

    private static long secondsBehindWhereListsCostThrice(Throttle throttle) {
        Server server = new Server(throttle, 2_000);
        server.listMicros = 300;
        server.run(60_000, 0);
        server.longest = 0;
        server.run(10_000, 0);
        return server.longest / 1_000;
    }

    /** A subtask to which 5,000 clicks a second come; those held back and looks take time, too. */
    private static final class Server {
        private final Throttle throttle;
        private final int shoppers;
        private final Random random = new Random(1);
        private final ArrayDeque<long[]> queue = new ArrayDeque<>();
        private final PriorityQueue<long[]> timers =
                new PriorityQueue<>(Comparator.comparingLong(timer -> timer[0]));
        private final Map<Long, Long> told = new HashMap<>();
        private final Set<Long> held = new HashSet<>();
        private long listMicros = 100;
        private long now;
        private long freeAtMicros;
        private long longest;

        Server(Throttle throttle, int shoppers) {
            this.throttle = throttle;
            this.shoppers = shoppers;
        }

        void run(long millis, long stallMillis) {
            freeAtMicros = Math.max(freeAtMicros, 1_000 * now) + 1_000 * stallMillis;
            for (long end = now + millis; now < end; now++) {
                for (int i = 0; i < 5; i++) {
                    queue.add(new long[] {now, random.nextInt(shoppers)});
                }
                while (freeAtMicros <= 1_000 * now && hasWork()) {
                    freeAtMicros = Math.max(freeAtMicros, 1_000 * (now - 1)) + next();
                }
            }
        }

        private boolean hasWork() {
            return !queue.isEmpty() || isDue();
        }

        private boolean isDue() {
            return !timers.isEmpty() && timers.peek()[0] <= now;
        }

        /** As Flink has it, timers come first. */
        private long next() {
            return isDue() ? look(timers.poll()[1]) : click(queue.poll());
        }

        private long look(long shopper) {
            if (!held.contains(shopper)) {
                return 90;
            }
            if (told.get(shopper) + throttle.interval(now) > now) {
                timers.add(new long[] {throttle.nextLook(told.get(shopper), now), shopper});
                return 90;
            }
            return tell(shopper);
        }

        private long click(long[] click) {
            throttle.see(click[0], now);
            longest = Math.max(longest, now - click[0]);
            Long last = told.get(click[1]);
            if (last == null || last + throttle.interval(now) <= now) {
                return tell(click[1]);
            }
            if (held.add(click[1])) {
                timers.add(new long[] {throttle.nextLook(last, now), click[1]});
            }
            return 50;
        }

        private long tell(long shopper) {
            told.put(shopper, now);
            held.remove(shopper);
            return listMicros;
        }
    }
}
