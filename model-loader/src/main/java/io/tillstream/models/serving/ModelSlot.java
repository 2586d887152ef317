package io.tillstream.models.serving;

import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the version of a model that the registry's {@code current} points at, and changes it while
 * it is in use. The new version is made ready beside the old one, then takes its place at once;
 * calls that began with the old one end with it, and the last of them closes it. A version that
 * cannot be used is reported, and the old one goes on. Pointing {@code current} back is a change
 * like any other.
 *
 * <p>What is held may be more than the model, such as a user tower with the item matrix that its
 * item tower made: it is made, taken and closed as one, so that no answer mixes versions.
 *
 * @param <T> what is made of a model; several threads use it at a time
 */
public final class ModelSlot<T extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);

    private final String name;
    private final ModelRegistry registry;
    private final Maker<T> maker;
    private final Consumer<Refusal> refused;

    private volatile Held<T> held;

    /** The version that was refused last: it does not change, so it is not tried again. */
    private ModelVersion bad;

    /** The reason that was reported last: a disk that is away is told of once. */
    private volatile Refusal reported;

    private boolean closed;

    /** Makes what is held of a stored model: loads it, tests it. */
    @FunctionalInterface
    public interface Maker<T> {
        /**
         * Loads and tests.
         *
         * @throws ModelRefusedException if the model must not be used
         */
        T make(StoredModel stored) throws ModelRefusedException;
    }

    /**
     * A version that is not used though it is pointed at.
     *
     * @param version null where it could not be found out
     * @param reason one line
     */
    public record Refusal(String model, String version, String reason) {}

    /**
     * Empty until the first {@link #refresh}.
     *
     * @param refused is told of versions that cannot be used
     */
    public ModelSlot(
            String name, ModelRegistry registry, Maker<T> maker, Consumer<Refusal> refused) {
        this.name = name;
        this.registry = registry;
        this.maker = maker;
        this.refused = refused;
    }

    /**
     * Looks where {@code current} points and changes the version if need be; takes as long as
     * loading does, so call it on a thread that has time. Never throws for what the registry holds.
     *
     * @return whether the version changed
     */
    public synchronized boolean refresh() {
        if (closed) {
            return false;
        }
        Optional<ModelVersion> pointed = pointed();
        if (pointed.isEmpty() || pointed.get().equals(bad) || isHeld(pointed.get())) {
            return false;
        }
        ModelVersion wanted = pointed.get();
        boolean changed = change(wanted, () -> registry.read(wanted));
        if (changed) {
            bad = null;
            reported = null;
        }
        return changed;
    }

    /**
     * Takes a version that is not the registry's, such as the one that a build ships, where none is
     * held; it goes when {@code current} points at one that can be used.
     *
     * @return whether it is held now
     */
    public synchronized boolean begin(StoredModel stored) {
        return !closed && held == null && change(stored.manifest().id(), () -> stored);
    }

    private Optional<ModelVersion> pointed() {
        try {
            return registry.current(name);
        } catch (ModelRefusedException e) {
            report(null, e.reason());
        } catch (IOException | RuntimeException e) {
            report(null, told(e));
        }
        return Optional.empty();
    }

    private interface Reader {
        StoredModel read() throws IOException, ModelRefusedException;
    }

    private boolean change(ModelVersion to, Reader reader) {
        try {
            replace(new Held<>(to, maker.make(reader.read())));
            return true;
        } catch (ModelRefusedException e) {
            bad = to;
            report(to, e.reason());
        } catch (IOException | RuntimeException | LinkageError e) {
            // Perhaps it passes: tried again with the next call.
            report(to, told(e));
        }
        return false;
    }

    private static String told(Throwable e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /**
     * Takes what is held, for one answer; give it back soon, since it stays in memory until then.
     *
     * @return empty where there is no version yet, or the slot is closed
     */
    public Optional<Lease<T>> acquire() {
        while (true) {
            Held<T> now = held;
            if (now == null) {
                return Optional.empty();
            }
            // Between the two lines it may have been changed and closed; then there is another.
            if (now.retain()) {
                return Optional.of(new Lease<>(now));
            }
        }
    }

    /** The version that is held; empty where there is none. */
    public Optional<ModelVersion> version() {
        Held<T> now = held;
        return now == null ? Optional.empty() : Optional.of(now.version);
    }

    /** Why what is pointed at is not held; empty where it is, or nothing is pointed at. */
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(reported);
    }

    /** Holds nothing any more; what is taken is closed when it is given back. */
    @Override
    public synchronized void close() {
        closed = true;
        replace(null);
    }

    private boolean isHeld(ModelVersion wanted) {
        if (held == null || !held.version.equals(wanted)) {
            return false;
        }
        // Back to what goes on anyway: what was refused meanwhile may be mended and come again.
        bad = null;
        reported = null;
        return true;
    }

    private void replace(Held<T> next) {
        Held<T> old = held;
        held = next;
        if (next != null) {
            LOG.info("{}: in use{}", next.version, old == null ? "" : " instead of " + old.version);
        }
        if (old != null) {
            old.release();
        }
    }

    private void report(ModelVersion version, String reason) {
        var refusal = new Refusal(name, version == null ? null : version.version(), reason);
        if (!refusal.equals(reported)) {
            reported = refusal;
            LOG.warn("{} {} is not used: {}", name, refusal.version(), reason);
            refused.accept(refusal);
        }
    }

    /**
     * What is held, for as long as an answer takes.
     *
     * @param <T> what is made of a model
     */
    public static final class Lease<T extends AutoCloseable> implements AutoCloseable {
        private final Held<T> taken;
        private final AtomicBoolean given = new AtomicBoolean();

        private Lease(Held<T> taken) {
            this.taken = taken;
        }

        /** What was taken; not to be used once this is closed. */
        public T get() {
            return taken.content;
        }

        /** Its version, to be told with the answer. */
        public ModelVersion version() {
            return taken.version;
        }

        /** Gives it back; a second time does nothing. */
        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                taken.release();
            }
        }
    }

    /** Counts its users, the slot being one; the last to leave closes it. */
    private static final class Held<T extends AutoCloseable> {
        private final ModelVersion version;
        private final T content;
        private final AtomicInteger users = new AtomicInteger(1);

        Held(ModelVersion version, T content) {
            this.version = version;
            this.content = content;
        }

        boolean retain() {
            return users.updateAndGet(n -> n == 0 ? 0 : n + 1) > 0;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                try {
                    content.close();
                } catch (Exception e) {
                    LOG.error("{} could not be closed", version, e);
                }
            }
        }
    }
}
