package io.tillstream.models.registry;

import java.io.IOException;
import java.util.Optional;

/** Where versions of models are read from. What is read is bounded in size and checked. */
public interface ModelSource {
    /**
     * The version to use; empty where none was ever pointed at.
     *
     * @throws ModelRefusedException if the pointer holds no version's name
     */
    Optional<ModelVersion> current(String name) throws IOException, ModelRefusedException;

    /**
     * Reads a version.
     *
     * @throws ModelRefusedException if something of it is missing, too large, no manifest, the
     *     manifest of another model, or of another hash
     */
    StoredModel read(ModelVersion id) throws IOException, ModelRefusedException;
}
