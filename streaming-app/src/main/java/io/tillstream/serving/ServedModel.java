package io.tillstream.serving;

import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.serving.ModelSlot;
import io.tillstream.models.serving.ModelSlot.Lease;
import io.tillstream.models.serving.ModelSlot.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share of a model that all subtasks of this process have in common. Opening it for the first
 * time loads the version that is current; from then on a thread of its own looks after it, so that
 * a change of version costs no record any time. When the last share is closed, the model is, and
 * the thread ends.
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

    /**
     * Opens a share. Waits until the model is loaded; never fails for what the registry holds.
     *
     * @throws IOException if the build lacks what it should ship
     */
    public static <T extends AutoCloseable> ServedModel<T> open(
            ServingSettings settings, ModelKind<T> kind) throws IOException {
        Key key = new Key(settings, kind);
        Shared<T> shared;
        synchronized (SHARED) {
            shared = sharedBy(key, kind);
            shared.users++;
        }
        ServedModel<T> share = new ServedModel<>(key, shared);
        try {
            shared.begin();
            return share;
        } catch (IOException | RuntimeException e) {
            share.close();
            throw e;
        }
    }

    /** The key's kind says what is made of the model. */
    @SuppressWarnings("unchecked")
    private static <T extends AutoCloseable> Shared<T> sharedBy(Key key, ModelKind<T> kind) {
        return (Shared<T>) SHARED.computeIfAbsent(key, k -> new Shared<>(k.settings(), kind));
    }

    /**
     * Takes what is held, for one answer; give it back soon.
     *
     * @return empty where there is no version that can be used
     */
    public Optional<Lease<T>> acquire() {
        return shared.slot.acquire();
    }

    /** The version in use. */
    public Optional<ModelVersion> version() {
        return shared.slot.version();
    }

    /** How the model stands. */
    public ModelStatus status() {
        Refusal refusal = shared.slot.refusal().orElse(null);
        return new ModelStatus(
                key.kind().name(),
                version().map(ModelVersion::version).orElse(null),
                refusal != null,
                refusal == null ? null : refusal.version(),
                refusal == null ? null : refusal.reason());
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
        private final ScheduledExecutorService clock;
        private boolean begun;
        private int users;

        Shared(ServingSettings settings, ModelKind<T> kind) {
            this.settings = settings;
            this.kind = kind;
            ModelRegistry registry =
                    settings.folder() == null
                            ? null
                            : new ModelRegistry(Path.of(settings.folder()));
            // What is refused is asked for, by whoever tells of it.
            slot = new ModelSlot<>(kind.name(), registry, kind, refusal -> {});
            clock =
                    Executors.newSingleThreadScheduledExecutor(
                            task -> {
                                Thread thread = new Thread(task, "model-" + kind.name());
                                thread.setDaemon(true);
                                return thread;
                            });
        }

        synchronized void begin() throws IOException {
            if (begun) {
                return;
            }
            begun = true;
            refresh();
            Optional<StoredModel> shipped = kind.shipped();
            if (slot.version().isEmpty() && shipped.isPresent()) {
                slot.begin(shipped.get());
            }
            if (settings.folder() != null) {
                long interval = settings.refreshInterval();
                ScheduledFuture<?> unused =
                        clock.scheduleWithFixedDelay(
                                this::refresh, interval, interval, TimeUnit.MILLISECONDS);
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
