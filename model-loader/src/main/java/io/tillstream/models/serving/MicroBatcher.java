package io.tillstream.models.serving;

import io.tillstream.models.serving.Outcome.Answered;
import io.tillstream.models.serving.Outcome.Failed;
import io.tillstream.models.serving.Outcome.Rejected;
import io.tillstream.models.serving.Outcome.TimedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers requests of many threads into batches, since a model answers hundreds at once for little
 * more than one. Threads of its own run the batches; submitting never blocks.
 *
 * <p>Each request ends exactly once, in one of the ways of {@link Outcome}, within its time-out
 * (give or take {@link #TICK}), whatever the model does: stall, throw, or answer late. A batch that
 * runs cannot be interrupted; requests that expired while they waited for it are not run any more.
 *
 * @param <Q> type of a request
 * @param <A> type of an answer
 */
public final class MicroBatcher<Q, A> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatcher.class);

    /** How often time-outs are looked for, in nanoseconds. */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long IDLE_MILLIS = 50;

    private final BatchSettings settings;
    private final Batch<Q, A> batch;
    private final Times times;
    private final BlockingQueue<Pending> waiting;

    /** All that were taken in, in the order in which they expire. */
    private final BlockingQueue<Pending> expiring = new LinkedBlockingQueue<>();

    /** Whoever holds it gathers: two at a time would make two halves of a batch. */
    private final Lock gathering = new ReentrantLock();

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong open = new AtomicLong();
    private volatile boolean closed;

    private final LongAdder submitted = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder padding = new LongAdder();

    /** What answers a batch. */
    @FunctionalInterface
    public interface Batch<Q, A> {
        /**
         * Answers requests, on one of the batcher's threads.
         *
         * @param requests as many as one of the fixed batch sizes; the last one may stand there
         *     several times, to fill them up
         * @return one answer a request, in their order
         * @throws Exception by which all of the batch fail
         */
        List<A> answer(List<Q> requests) throws Exception;
    }

    /**
     * Is told how long things took, on the batcher's threads: of several at a time, if it has them.
     * Must not throw.
     */
    public interface Times {
        /** For those who do not want to know. */
        Times UNTOLD =
                new Times() {
                    @Override
                    public void waited(long nanos) {}

                    @Override
                    public void ran(long nanos) {}
                };

        /** How long a request waited for its batch, before the batch is run. */
        void waited(long nanos);

        /** How long a batch took, also one that failed, before its requests end. */
        void ran(long nanos);
    }

    /**
     * What happened so far. Of what was submitted, what has not ended otherwise is still {@code
     * open}.
     *
     * @param open neither answered nor otherwise ended
     * @param batches that were run
     * @param rows requests in them
     * @param padding copies that filled them up
     */
    public record Counts(
            long submitted,
            long answered,
            long timedOut,
            long rejected,
            long failed,
            long open,
            long batches,
            long rows,
            long padding) {}

    /**
     * Starts the threads.
     *
     * @param name by which threads are called
     */
    public MicroBatcher(String name, BatchSettings settings, Batch<Q, A> batch, Times times) {
        this.settings = settings;
        this.batch = batch;
        this.times = times;
        this.waiting = new ArrayBlockingQueue<>(settings.capacity());
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(new Thread(this::work, "batch-" + name + "-" + i));
        }
        threads.add(new Thread(this::expire, "batch-" + name + "-clock"));
        for (Thread thread : threads) {
            // One that hangs in native code must not keep the process from ending.
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Hands in a request.
     *
     * @param done is told how it ended, once, on any thread, also this one; must be quick and not
     *     throw
     */
    public void submit(Q request, Consumer<? super Outcome<A>> done) {
        submitted.increment();
        // Counted before it looks: whoever closes sees either this request or its rejection.
        open.incrementAndGet();
        var pending = new Pending(request, done);
        if (closed || !waiting.offer(pending)) {
            pending.end(new Rejected<>());
            return;
        }
        expiring.add(pending);
    }

    /** What happened so far; not of one moment while requests are under way. */
    public Counts counts() {
        return new Counts(
                submitted.sum(),
                answered.sum(),
                timedOut.sum(),
                rejected.sum(),
                failed.sum(),
                open.get(),
                batches.sum(),
                rows.sum(),
                padding.sum());
    }

    /**
     * Takes in nothing more and waits until all that was taken in has ended, which is after the
     * time-out at the latest. A batch that still runs then is left alone: native code cannot be
     * interrupted.
     */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (open.get() > 0) {
            LockSupport.parkNanos(TICK);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean finished() {
        return closed && open.get() == 0;
    }

    private void work() {
        List<Pending> gathered = new ArrayList<>(settings.largestBatch());
        while (!finished()) {
            try {
                gather(gathered);
            } catch (InterruptedException e) {
                // Nobody but this class decides when its threads end.
                LOG.debug("interrupted while gathering", e);
            }
            if (!gathered.isEmpty()) {
                run(gathered);
                gathered.clear();
            }
        }
    }

    /** Fills a batch with requests that have not expired, or none where none come. */
    private void gather(List<Pending> into) throws InterruptedException {
        gathering.lockInterruptibly();
        try {
            Pending next = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            long until = next == null ? 0 : next.submittedAt + settings.linger().toNanos();
            while (next != null) {
                if (next.isAlive()) {
                    into.add(next);
                }
                if (into.size() == settings.largestBatch()) {
                    return;
                }
                next = waiting.poll();
                if (next == null && !closed) {
                    long left = until - System.nanoTime();
                    next = left > 0 ? waiting.poll(left, TimeUnit.NANOSECONDS) : null;
                }
            }
        } finally {
            gathering.unlock();
        }
    }

    private void run(List<Pending> gathered) {
        int size = settings.padded(gathered.size());
        List<Q> requests = new ArrayList<>(size);
        long begun = System.nanoTime();
        for (Pending pending : gathered) {
            requests.add(pending.request);
            times.waited(begun - pending.submittedAt);
        }
        while (requests.size() < size) {
            requests.add(gathered.get(gathered.size() - 1).request);
        }
        batches.increment();
        rows.add(gathered.size());
        padding.add(size - gathered.size());
        try {
            List<A> answers = answer(requests);
            if (answers.size() != size) {
                throw new IllegalStateException(
                        answers.size() + " answers to " + size + " requests");
            }
            for (int i = 0; i < gathered.size(); i++) {
                gathered.get(i).end(new Answered<>(answers.get(i)));
            }
        } catch (Throwable e) {
            // Also errors: a thread that ended would let all that follow time out.
            gathered.forEach(p -> p.end(new Failed<>(e)));
        }
    }

    private List<A> answer(List<Q> requests) throws Exception {
        long begun = System.nanoTime();
        try {
            return batch.answer(requests);
        } finally {
            times.ran(System.nanoTime() - begun);
        }
    }

    private void expire() {
        while (!finished()) {
            try {
                Pending next = expiring.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                while (next != null && next.isAlive()) {
                    LockSupport.parkNanos(TICK);
                }
            } catch (InterruptedException e) {
                LOG.debug("interrupted while waiting for time-outs", e);
            }
        }
    }

    /** A request until it ends, and who wants to know. */
    private final class Pending {
        private final Q request;
        private final long submittedAt = System.nanoTime();
        private final AtomicReference<Consumer<? super Outcome<A>>> done;

        Pending(Q request, Consumer<? super Outcome<A>> done) {
            this.request = request;
            this.done = new AtomicReference<>(done);
        }

        /** Whether it has not ended; ends it if its time is up. */
        boolean isAlive() {
            if (done.get() != null
                    && System.nanoTime() - submittedAt >= settings.timeout().toNanos()) {
                end(new TimedOut<>());
            }
            return done.get() != null;
        }

        /** Ends it in this way, unless it has ended. */
        void end(Outcome<A> outcome) {
            Consumer<? super Outcome<A>> told = done.getAndSet(null);
            if (told == null) {
                return;
            }
            count(outcome);
            try {
                told.accept(outcome);
            } catch (RuntimeException | Error e) {
                LOG.error("a request's end was told to one who cannot take it", e);
            } finally {
                open.decrementAndGet();
            }
        }

        private void count(Outcome<A> outcome) {
            if (outcome instanceof Answered) {
                answered.increment();
            } else if (outcome instanceof TimedOut) {
                timedOut.increment();
            } else if (outcome instanceof Rejected) {
                rejected.increment();
            } else {
                failed.increment();
            }
        }
    }
}
