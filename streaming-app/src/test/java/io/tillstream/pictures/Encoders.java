package io.tillstream.pictures;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.nio.file.Path;

/** The shipped encoder under other names of versions. */
final class Encoders {
    private Encoders() {}

    /** Publishes it as a version and makes that the current one. */
    static void publish(Path folder, String version) throws IOException {
        ModelRegistry registry = new ModelRegistry(folder);
        StoredModel shipped = ImageEncoder.shipped();
        ModelManifest is = shipped.manifest();
        ModelManifest renamed =
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
                        null);
        registry.publish(StoredModel.of(renamed, shipped.model()));
        registry.point(renamed.id());
    }
}
