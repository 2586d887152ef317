package io.tillstream.sandbox.cli;

import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;

/** What a training came to, on the screen and in the registry. */
final class Published {
    private Published() {}

    /** Prints the metrics, publishes and points at it; the same version once more is no error. */
    static void in(Path out, StoredModel model) throws IOException {
        new TreeMap<>(model.manifest().metrics())
                .forEach((metric, value) -> System.out.printf("%s: %.4f%n", metric, value));
        ModelRegistry registry = new ModelRegistry(out);
        if (!registry.versions(model.manifest().name()).contains(model.manifest().id())) {
            registry.publish(model);
        }
        registry.point(model.manifest().id());
        System.out.println(model.manifest().id() + " published in " + out);
    }
}
