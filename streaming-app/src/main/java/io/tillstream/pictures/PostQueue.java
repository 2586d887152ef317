package io.tillstream.pictures;

import java.util.ArrayDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Posts whose answers go out in the order in which the posts came. A picture that has held up as
 * many of them as may wait for a while is given up by a thread of its own, so that one host that
 * does not answer stops neither posts nor checkpoints. Thread-safe.
 */
final class PostQueue implements AutoCloseable {
    /** Milliseconds that a picture may hold up others. */
    private static final long PATIENCE = 500;

    private static final long GLANCE = 100;

    private final long most;
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(PostQueue::thread);
    private long came;

    /**
     * A picture that was asked for.
     *
     * @param number of its post among all that came
     * @param at nanoseconds of a clock
     */
    record Asked(long number, long at, Consumer<Encoded> done, AtomicBoolean answered) {
        /** Only the first answer counts. */
        void answer(Encoded encoded) {
            if (answered.compareAndSet(false, true)) {
                done.accept(encoded);
            }
        }
    }

    /**
     * @param most posts that may wait, answered or not
     */
    PostQueue(int most) {
        this.most = most;
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(this::makeWay, GLANCE, GLANCE, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "post-queue");
        thread.setDaemon(true);
        return thread;
    }

    /** A post came. */
    synchronized void count() {
        came++;
    }

    /** The post that came last waits for its picture. */
    synchronized Asked ask(Consumer<Encoded> done) {
        Asked last = new Asked(came, System.nanoTime(), done, new AtomicBoolean());
        asked.add(last);
        return last;
    }

    private synchronized void makeWay() {
        long now = System.nanoTime();
        while (!asked.isEmpty()) {
            Asked first = asked.peek();
            boolean holdsUp =
                    came - first.number() >= most - 1
                            && now - first.at() >= TimeUnit.MILLISECONDS.toNanos(PATIENCE);
            if (!first.answered().get() && !holdsUp) {
                return;
            }
            asked.poll().answer(Encoded.refused(PictureRefusal.STALLED));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
