package io.tillstream.serving;

import io.tillstream.models.registry.ModelSource;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.serving.ModelSlot;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.models.serving.ModelSlot.Refusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share of a model that all subtasks of this process have in common. The first to ask for it
 * waits until the version that is current is loaded, so that a job that needs none pays for none;
 * from then on a thread of its own looks after it, so that a change of version costs no record any
 * time. When the last share is closed, the model is, and the thread ends.
 *
 * @param <T> what is made of the model
 */
public final class ServedModel<T extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    /** Those that are open in this process (in a cluster: for this job). */
    private static final Map<Key, Shared<?>> SHARED = new HashMap<>();

    private final Key key;
    private final Shared<T> shared;
    private final AtomicBoolean closed = new AtomicBoolean();

    private record Key(ServingSettings settings, ModelKind<?> kind) {}

    private ServedModel(Key key, Shared<T> shared) {
        this.key = key;
        this.shared = shared;
    }

    /** Opens a share; nothing is loaded yet. */
    public static <T extends AutoCloseable> ServedModel<T> open(
            ServingSettings settings, ModelKind<T> kind) {
        Key key = new Key(settings, kind);
        synchronized (SHARED) {
            Shared<T> shared = sharedBy(key, kind);
            shared.users++;
            return new ServedModel<>(key, shared);
        }
    }

    /** The key's kind says what is made of the model. */
    @SuppressWarnings("unchecked")
    private static <T extends AutoCloseable> Shared<T> sharedBy(Key key, ModelKind<T> kind) {
        return (Shared<T>) SHARED.computeIfAbsent(key, k -> new Shared<>(k.settings(), kind));
    }

    /**
     * Takes what is held, for one answer; give it back soon. Loads it where nobody has yet.
     *
     * @return empty where there is no version that can be used
     * @throws IllegalStateException if the build lacks what it should ship
     */
    public Optional<Lease<T>> acquire() {
        shared.begin();
        return shared.slot.acquire();
    }

    /** The version in use; loads it where nobody has yet. */
    public Optional<ModelVersion> version() {
        shared.begin();
        return shared.slot.version();
    }

    /** How the model stands; empty as long as nobody has asked for it. */
    public Optional<ModelStatus> status() {
        if (!shared.begun) {
            return Optional.empty();
        }
        Refusal refusal = shared.slot.refusal().orElse(null);
        return Optional.of(
                new ModelStatus(
                        key.kind().name(),
                        shared.slot.version().map(ModelVersion::version).orElse(null),
                        refusal != null,
                        refusal == null ? null : refusal.version(),
                        refusal == null ? null : refusal.reason()));
    }

    /**
     * Runs a batch, and remembers how long it took.
     *
     * @param version that answers it
     */
    public <A> A timed(ModelVersion version, Supplier<A> batch) {
        long begun = System.nanoTime();
        try {
            return batch.get();
        } finally {
            shared.log.add(version.version(), System.nanoTime() - begun);
        }
    }

    /** How long batches of this process took that nobody has taken yet, by version. */
    public List<BatchTimes> takeTimes() {
        return shared.log.take();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (SHARED) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            SHARED.remove(key);
        }
        shared.end();
    }

    private static final class Shared<T extends AutoCloseable> {
        private final ServingSettings settings;
        private final ModelKind<T> kind;
        private final ModelSlot<T> slot;
        private final BatchLog log;
        private final ScheduledExecutorService clock;
        private volatile boolean begun;
        private int users;

        Shared(ServingSettings settings, ModelKind<T> kind) {
            this.settings = settings;
            this.kind = kind;
            ModelSource registry = settings.folder() == null ? null : settings.registry();
            // What is refused is asked for, by whoever tells of it.
            slot = new ModelSlot<>(kind.name(), registry, kind, refusal -> {});
            log = new BatchLog(kind.name());
            clock =
                    Executors.newSingleThreadScheduledExecutor(
                            task -> {
                                Thread thread = new Thread(task, "model-" + kind.name());
                                thread.setDaemon(true);
                                return thread;
                            });
        }

        void begin() {
            if (!begun) {
                load();
            }
        }

        private synchronized void load() {
            if (begun) {
                return;
            }
            refresh();
            Optional<StoredModel> shipped = shipped();
            if (slot.version().isEmpty() && shipped.isPresent()) {
                slot.begin(shipped.get());
            }
            if (settings.folder() != null && settings.refreshInterval() > 0) {
                long interval = settings.refreshInterval();
                ScheduledFuture<?> unused =
                        clock.scheduleWithFixedDelay(
                                this::refresh, interval, interval, TimeUnit.MILLISECONDS);
            }
            begun = true;
        }

        private Optional<StoredModel> shipped() {
            try {
                return kind.shipped();
            } catch (IOException e) {
                throw new IllegalStateException(kind.name() + ": " + e.getMessage(), e);
            }
        }

        private void refresh() {
            if (settings.folder() == null) {
                return;
            }
            try {
                slot.refresh();
            } catch (RuntimeException | Error e) {
                // Thrown on, it would end the looking for good.
                LOG.error("{} could not be looked after", kind.name(), e);
            }
        }

        void end() {
            clock.shutdown();
            slot.close();
        }
    }
}
