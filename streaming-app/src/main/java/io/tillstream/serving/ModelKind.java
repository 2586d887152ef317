package io.tillstream.serving;

import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.serving.ModelSlot;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * A model that a capability uses, and what it makes of it. Equal kinds share one copy in a process,
 * so make it a record.
 *
 * @param <T> what is made of the model; several threads use it at a time
 */
public interface ModelKind<T extends AutoCloseable> extends ModelSlot.Maker<T>, Serializable {
    /** The model's name in the registry. */
    String name();

    /**
     * The version to go by where the registry has none that can be used; empty for none.
     *
     * @throws IOException if this build should have it and has not
     */
    default Optional<StoredModel> shipped() throws IOException {
        return Optional.empty();
    }
}
