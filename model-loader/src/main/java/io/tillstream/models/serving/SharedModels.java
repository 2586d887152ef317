package io.tillstream.models.serving;

import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One loaded model a version, however many slots hold it: keep one of these in a static field, and
 * all subtasks of a process share a model's memory. The model is closed when the last of them
 * closes it.
 */
public final class SharedModels implements ModelSlot.Maker<LoadedModel> {
    private final ModelLoader loader;
    private final Map<Key, Shared> loaded = new HashMap<>();

    public SharedModels(ModelLoader loader) {
        this.loader = loader;
    }

    /** By content too: a folder that was replaced by hand is another model. */
    private record Key(ModelVersion id, String sha256) {}

    private static final class Shared {
        private final LoadedModel model;
        private int users;

        Shared(LoadedModel model) {
            this.model = model;
        }
    }

    /** Loads one at a time: whoever wants the same waits for it instead of loading it again. */
    @Override
    public synchronized LoadedModel make(StoredModel stored) throws ModelRefusedException {
        var key = new Key(stored.manifest().id(), stored.manifest().sha256());
        Shared shared = loaded.get(key);
        if (shared == null) {
            shared = new Shared(loader.load(stored));
            loaded.put(key, shared);
        }
        shared.users++;
        return new Handle(key, shared);
    }

    private void release(Key key, Shared shared) {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            loaded.remove(key);
        }
        // Waits for calls in flight; others may load meanwhile.
        shared.model.close();
    }

    /** One user's share of a model. */
    private final class Handle implements LoadedModel {
        private final Key key;
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        Handle(Key key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        @Override
        public ModelManifest manifest() {
            return shared.model.manifest();
        }

        @Override
        public List<Tensor> run(String method, List<Tensor> inputs) {
            if (closed.get()) {
                throw new IllegalStateException(key.id() + " is closed");
            }
            return shared.model.run(method, inputs);
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(key, shared);
            }
        }
    }
}
