package io.tillstream.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tillstream.models.serving.MicroBatcher.Batch;
import io.tillstream.models.serving.MicroBatcher.Counts;
import io.tillstream.models.serving.MicroBatcher.Times;
import io.tillstream.models.serving.Outcome.Answered;
import io.tillstream.models.serving.Outcome.Failed;
import io.tillstream.models.serving.Outcome.Rejected;
import io.tillstream.models.serving.Outcome.TimedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicroBatcherTest {
    private static final Duration LINGER = Duration.ofMillis(30);
    private final BlockingQueue<Outcome<Integer>> ends = new LinkedBlockingQueue<>();
    private final List<List<Integer>> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void requestsAreGatheredAndPaddedToAFixedSize() throws Exception {
        try (var batcher = batcher(settings(10, 8, 4), this::doubled)) {
            for (int i = 0; i < 3; i++) {
                batcher.submit(i, ends::add);
            }
            assertThat(take(3))
                    .containsExactly(new Answered<>(0), new Answered<>(2), new Answered<>(4));
            assertThat(seen).containsExactly(List.of(0, 1, 2, 2));
            Counts counts = batcher.counts();
            assertThat(counts.rows()).isEqualTo(3);
            assertThat(counts.padding()).isEqualTo(1);
        }
    }

    @Test
    void aFullBatchDoesNotLinger() throws Exception {
        var patient =
                new BatchSettings(
                        1, 10, List.of(4), Duration.ofSeconds(20), Duration.ofSeconds(30));
        try (var batcher =
                new MicroBatcher<Integer, Integer>("test", patient, this::doubled, Times.UNTOLD)) {
            for (int i = 0; i < 4; i++) {
                batcher.submit(i, ends::add);
            }
            assertThat(take(4)).allMatch(Answered.class::isInstance);
        }
    }

    @Test
    void whatDoesNotFitInIsRejectedAtOnce() throws Exception {
        var gate = new Gate();
        try (var batcher = batcher(settings(2, 8, 1), gate)) {
            batcher.submit(0, ends::add);
            gate.entered.await();
            batcher.submit(1, ends::add);
            batcher.submit(2, ends::add);
            batcher.submit(3, ends::add);
            assertThat(take(1)).containsExactly(new Rejected<>());
            gate.open.countDown();
            assertThat(take(3)).allMatch(Answered.class::isInstance);
        }
    }

    @Test
    void aStallEndsRequestsInTimeAndTheExpiredAreNotRun() throws Exception {
        var gate = new Gate();
        var quick = new BatchSettings(1, 10, List.of(1), Duration.ZERO, Duration.ofMillis(100));
        try (var batcher = new MicroBatcher<Integer, Integer>("test", quick, gate, Times.UNTOLD)) {
            long start = System.nanoTime();
            batcher.submit(0, ends::add);
            gate.entered.await();
            batcher.submit(1, ends::add);
            assertThat(take(2)).allMatch(TimedOut.class::isInstance);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
            gate.open.countDown();
            batcher.submit(2, ends::add);
            assertThat(take(1)).containsExactly(new Answered<>(4));
            assertThat(seen).containsExactly(List.of(0), List.of(2));
            assertThat(batcher.counts().timedOut()).isEqualTo(2);
        }
    }

    @Test
    void aFailureFailsItsBatchOnly() throws Exception {
        Batch<Integer, Integer> picky =
                requests -> {
                    if (requests.contains(13)) {
                        throw new StackOverflowError("13");
                    }
                    return doubled(requests);
                };
        try (var batcher = batcher(settings(10, 1), picky)) {
            batcher.submit(13, ends::add);
            batcher.submit(14, ends::add);
            List<Outcome<Integer>> ended = take(2);
            assertThat(ended.get(0)).isInstanceOf(Failed.class);
            assertThat(ended.get(1)).isEqualTo(new Answered<>(28));
        }
    }

    @Test
    void tooFewAnswersAreAFailure() throws Exception {
        try (var batcher = batcher(settings(10, 2), requests -> List.of(1))) {
            batcher.submit(1, ends::add);
            batcher.submit(2, ends::add);
            assertThat(take(2)).allMatch(Failed.class::isInstance);
        }
    }

    @Test
    void oneWhoCannotBeToldDoesNotHarmTheOthers() throws Exception {
        try (var batcher = batcher(settings(10, 2), this::doubled)) {
            batcher.submit(
                    1,
                    outcome -> {
                        throw new IllegalStateException("meant to be");
                    });
            batcher.submit(2, ends::add);
            assertThat(take(1)).containsExactly(new Answered<>(4));
        }
    }

    @Test
    void closingDrainsAndRejectsWhatComesLater() throws Exception {
        Batch<Integer, Integer> slow =
                requests -> {
                    Thread.sleep(20);
                    return doubled(requests);
                };
        var batcher = batcher(settings(100, 4), slow);
        for (int i = 0; i < 20; i++) {
            batcher.submit(i, ends::add);
        }
        batcher.close();
        assertThat(batcher.counts().answered()).isEqualTo(20);
        batcher.submit(21, ends::add);
        assertThat(take(21).get(20)).isEqualTo(new Rejected<>());
    }

    @Test
    void closingDoesNotWaitForAModelThatHangs() throws Exception {
        var gate = new Gate();
        var quick = new BatchSettings(1, 10, List.of(1), Duration.ZERO, Duration.ofMillis(100));
        var batcher = new MicroBatcher<Integer, Integer>("test", quick, gate, Times.UNTOLD);
        batcher.submit(0, ends::add);
        gate.entered.await();
        batcher.close();
        assertThat(take(1)).containsExactly(new TimedOut<>());
        gate.open.countDown();
    }

    @Test
    void tellsHowLongRequestsWaitedAndBatchesTook() throws Exception {
        var told = new Told();
        var gate = new Gate();
        var single = settings(10, 1);
        try (var batcher = new MicroBatcher<Integer, Integer>("test", single, gate, told)) {
            batcher.submit(0, ends::add);
            gate.entered.await();
            batcher.submit(1, ends::add);
            Thread.sleep(60);
            gate.open.countDown();
            take(2);
            assertThat(told.waited).hasSize(2);
            assertThat(told.waited.get(0)).isLessThan(told.waited.get(1));
            assertThat(told.waited.get(1)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(60));
            assertThat(told.ran).hasSize(2);
            assertThat(told.ran.get(0)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(60));
            assertThat(told.ran.get(1)).isBetween(1L, told.ran.get(0));
        }
    }

    @Test
    void aBatchThatFailsTakesItsTimeToo() throws Exception {
        var told = new Told();
        Batch<Integer, Integer> failing =
                requests -> {
                    Thread.sleep(20);
                    throw new IllegalStateException("meant to be");
                };
        try (var batcher =
                new MicroBatcher<Integer, Integer>("test", settings(10, 1), failing, told)) {
            batcher.submit(0, ends::add);
            take(1);
            assertThat(told.ran).singleElement().satisfies(nanos -> assertThat(nanos).isPositive());
        }
    }

    /** What a batcher with one thread tells. */
    private static final class Told implements Times {
        private final List<Long> waited = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> ran = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void waited(long nanos) {
            waited.add(nanos);
        }

        @Override
        public void ran(long nanos) {
            ran.add(nanos);
        }
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        Duration second = Duration.ofSeconds(1);
        for (List<Integer> sizes :
                List.of(List.<Integer>of(), List.of(0), List.of(4, 2), List.of(2, 2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BatchSettings(1, 1, sizes, Duration.ZERO, second));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchSettings(1, 1, List.of(1), second, second));
    }

    /**
     * Threads that submit while the model stalls, throws and is slow, and the batcher is closed.
     */
    @Test
    void nothingIsLostAndNothingEndsTwice() throws Exception {
        int submitters = 16;
        int each = 10_000;
        var stress =
                new BatchSettings(
                        3, 500, List.of(1, 8, 64), Duration.ofMillis(1), Duration.ofMillis(40));
        var ended = new AtomicIntegerArray(submitters * each);
        var wrong = new LongAdder();
        var batcher =
                new MicroBatcher<Integer, Integer>("stress", stress, this::moody, Times.UNTOLD);
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < submitters; s++) {
            int first = s * each;
            threads.add(
                    new Thread(
                            () -> {
                                for (int i = first; i < first + each; i++) {
                                    batcher.submit(i, told(i, ended, wrong));
                                    pause(i);
                                }
                            }));
        }
        threads.forEach(Thread::start);
        // Closed before the last have submitted: they must be rejected, not forgotten.
        threads.get(0).join();
        batcher.close();
        for (Thread thread : threads) {
            thread.join();
        }
        int lost = 0;
        int twice = 0;
        for (int i = 0; i < ended.length(); i++) {
            lost += ended.get(i) == 0 ? 1 : 0;
            twice += ended.get(i) > 1 ? 1 : 0;
        }
        Counts counts = batcher.counts();
        assertThat(lost).isZero();
        assertThat(twice).isZero();
        assertThat(wrong.sum()).isZero();
        assertThat(counts.submitted()).isEqualTo((long) submitters * each);
        assertThat(counts.answered() + counts.timedOut() + counts.rejected() + counts.failed())
                .isEqualTo(counts.submitted());
        // Each of the ways was gone, or else this shows less than it says.
        assertThat(
                        List.of(
                                counts.answered(),
                                counts.timedOut(),
                                counts.rejected(),
                                counts.failed()))
                .allMatch(count -> count > 0);
        assertThat(counts.open()).isZero();
    }

    private static Consumer<Outcome<Integer>> told(
            int request, AtomicIntegerArray ended, LongAdder wrong) {
        return outcome -> {
            ended.incrementAndGet(request);
            if (outcome instanceof Answered<Integer> answered && answered.answer() != request * 2) {
                wrong.increment();
            }
        };
    }

    private static void pause(int i) {
        if (i % 50 == 0) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<Integer> moody(List<Integer> requests) throws Exception {
        int mood = new Random(requests.get(0)).nextInt(100);
        if (mood < 2) {
            Thread.sleep(100);
        } else if (mood < 20) {
            Thread.sleep(5);
        } else if (mood < 40) {
            throw new IllegalStateException("in a mood");
        }
        return requests.stream().map(r -> r * 2).toList();
    }

    private List<Integer> doubled(List<Integer> requests) {
        seen.add(requests);
        return requests.stream().map(r -> r * 2).toList();
    }

    /** Lets the first batch wait until it is opened. */
    private final class Gate implements Batch<Integer, Integer> {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public List<Integer> answer(List<Integer> requests) throws Exception {
            entered.countDown();
            open.await();
            return doubled(requests);
        }
    }

    private static BatchSettings settings(int capacity, Integer... sizes) {
        List<Integer> ascending = List.of(sizes).stream().sorted().toList();
        return new BatchSettings(1, capacity, ascending, LINGER, Duration.ofSeconds(20));
    }

    private static MicroBatcher<Integer, Integer> batcher(
            BatchSettings settings, Batch<Integer, Integer> batch) {
        return new MicroBatcher<>("test", settings, batch, Times.UNTOLD);
    }

    private List<Outcome<Integer>> take(int count) throws InterruptedException {
        List<Outcome<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Outcome<Integer> next = ends.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("end %s of %s", i + 1, count).isNotNull();
            taken.add(next);
        }
        return taken;
    }
}
