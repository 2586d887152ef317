package io.tillstream.recommendations;

import io.tillstream.models.recommend.TowerAnswer;
import io.tillstream.models.recommend.TowerQuestion;
import io.tillstream.models.recommend.TowerScorer;
import io.tillstream.models.recommend.TowerShelf;
import io.tillstream.models.recommend.Towers;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.serving.ServedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The towers in use with the vectors of a subtask's shelf. When the process changes the towers'
 * version, the vectors of all products are made anew beside the old ones, on a thread of its own;
 * then both take their places at once.
 */
final class TowerSlot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TowerSlot.class);
    private static final long LOOK_MILLIS = 200;

    private final ServedModel<Towers> served;
    private final TowerShelf<ItemCard> shelf;
    private final int exactLimit;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(TowerSlot::thread);

    /** Null while there is none; guarded by this. */
    private InUse inUse;

    private boolean closed;

    /** A version, in use by this slot and by calls under way; the last to leave frees it. */
    private static final class InUse {
        private final Lease<Towers> lease;
        private final TowerScorer<ItemCard> scorer;
        private final AtomicInteger users = new AtomicInteger(1);

        InUse(Lease<Towers> lease, TowerScorer<ItemCard> scorer) {
            this.lease = lease;
            this.scorer = scorer;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                scorer.close();
                lease.close();
            }
        }
    }

    /** Answers of one version. */
    record Answers(String version, List<TowerAnswer<ItemCard>> answers) {}

    /**
     * Makes the current version ready.
     *
     * @throws RuntimeException if that fails and it shall not change: what comes of it would hang
     *     on chance
     * @param served closed with this
     * @param exactLimit products up to which each is scored
     * @param changes false to stay with the version that is current now
     */
    TowerSlot(
            ServedModel<Towers> served,
            TowerShelf<ItemCard> shelf,
            int exactLimit,
            boolean changes) {
        this.served = served;
        this.shelf = shelf;
        this.exactLimit = exactLimit;
        if (changes) {
            refresh();
            ScheduledFuture<?> unused =
                    clock.scheduleWithFixedDelay(
                            this::refresh, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            follow();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "towers");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers questions, all by one version; empty where there is none. A call that hangs keeps
     * nobody from closing this.
     */
    Optional<Answers> answer(List<TowerQuestion> questions) {
        InUse now;
        synchronized (this) {
            if (inUse == null) {
                return Optional.empty();
            }
            now = inUse;
            now.users.incrementAndGet();
        }
        try {
            return Optional.of(
                    new Answers(
                            now.lease.version().toString(),
                            served.timed(now.lease.version(), () -> now.scorer.answer(questions))));
        } finally {
            now.release();
        }
    }

    private synchronized Optional<ModelVersion> version() {
        return Optional.ofNullable(inUse).map(now -> now.lease.version());
    }

    private void refresh() {
        try {
            follow();
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end the looking for good; the old version goes on.
            LOG.error("vectors of products could not be made", e);
        }
    }

    private void follow() {
        if (!served.version().equals(version())) {
            served.acquire().ifPresent(this::change);
        }
    }

    private void change(Lease<Towers> lease) {
        InUse next;
        try {
            next =
                    new InUse(
                            lease,
                            new TowerScorer<>(
                                    lease.get(), shelf, TowerProposals.LENGTH, exactLimit));
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
        replace(next);
        LOG.info("{} with the vectors of {} products", lease.version(), shelf.size());
    }

    private void replace(InUse next) {
        InUse left;
        synchronized (this) {
            left = closed ? next : inUse;
            inUse = closed ? null : next;
        }
        if (left != null) {
            left.release();
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        InUse last;
        synchronized (this) {
            closed = true;
            last = inUse;
            inUse = null;
        }
        if (last != null) {
            last.release();
        }
        served.close();
    }
}
