package io.tillstream.serving;

import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that costs nothing: what is made of it is its version, and "bad" ones are refused. */
final class Registries {
    static final String MODEL = "encoder";

    private static final Path TEMPLATE = Path.of("../model-loader/src/test/resources/registry");

    private Registries() {}

    static StoredModel stored(String version) throws IOException, ModelRefusedException {
        StoredModel template = new ModelRegistry(TEMPLATE).read(new ModelVersion(MODEL, "1"));
        ModelManifest is = template.manifest();
        return StoredModel.of(
                new ModelManifest(
                        is.name(),
                        version,
                        is.format(),
                        null,
                        is.methods(),
                        is.preprocessing(),
                        null,
                        null,
                        null,
                        null),
                template.model());
    }

    /** Publishes a version and makes it the current one. */
    static void publish(Path folder, String version) throws IOException, ModelRefusedException {
        ModelRegistry registry = new ModelRegistry(folder);
        StoredModel stored = stored(version);
        registry.publish(stored);
        registry.point(stored.manifest().id());
    }

    /** What is made of a version. */
    record Content(String version, AtomicInteger open) implements AutoCloseable {
        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    /**
     * @param ships a version of its own
     */
    record Kind(boolean ships) implements ModelKind<Content> {
        private static final long serialVersionUID = 1L;

        /** Contents that are not closed. */
        static final AtomicInteger OPEN = new AtomicInteger();

        static final AtomicInteger MADE = new AtomicInteger();

        @Override
        public String name() {
            return MODEL;
        }

        @Override
        public Optional<StoredModel> shipped() throws IOException {
            try {
                return ships ? Optional.of(stored("shipped")) : Optional.empty();
            } catch (ModelRefusedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public Content make(StoredModel stored) throws ModelRefusedException {
            if (stored.manifest().version().startsWith("bad")) {
                throw new ModelRefusedException(stored.manifest().id(), "it is bad");
            }
            MADE.incrementAndGet();
            OPEN.incrementAndGet();
            return new Content(stored.manifest().version(), OPEN);
        }
    }
}
