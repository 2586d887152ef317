package io.tillstream.sandbox.cli;

import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.TrainingData;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What a training came to, on the screen and in the registry. */
final class Published {
    private Published() {}

    /**
     * To be asked before the work is done.
     *
     * @throws WrongUsage if no registry can be there
     */
    static void check(Path out) {
        Path there = out.toAbsolutePath().normalize();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new WrongUsage("--out %s: %s is no folder to write to".formatted(out, there));
        }
    }

    /**
     * Prints the metrics, publishes and points at it; the same version once more is no error.
     *
     * @throws WrongUsage if the version is there and is another one, or nothing can be written
     */
    static void in(Path out, StoredModel model) throws IOException {
        ModelRegistry registry = new ModelRegistry(out);
        ModelVersion id = model.manifest().id();
        new TreeMap<>(model.manifest().metrics())
                .forEach((metric, value) -> System.out.printf("%s: %.4f%n", metric, value));
        try {
            if (registry.versions(id.name()).contains(id)) {
                requireSame(out, registry.read(id).manifest(), model.manifest());
            } else {
                registry.publish(model);
            }
            registry.point(id);
        } catch (FileSystemException e) {
            throw new WrongUsage("--out %s: %s cannot be written".formatted(out, e.getFile()));
        } catch (ModelRefusedException e) {
            throw new WrongUsage(e);
        }
        System.out.println(id + " published in " + out);
    }

    /**
     * The version that runs, if there is one, to be judged beside a new one.
     *
     * @param split UTC midnight of the first day that is judged
     * @throws WrongUsage if it saw days that are judged, or cannot be read
     */
    static Optional<StoredModel> running(Path out, String name, Instant split) throws IOException {
        try {
            ModelRegistry registry = new ModelRegistry(out);
            Optional<ModelVersion> current = registry.current(name);
            if (current.isEmpty()) {
                return Optional.empty();
            }
            StoredModel running = registry.read(current.get());
            TrainingData training = running.manifest().training();
            if (training == null || training.to().isAfter(split)) {
                throw new WrongUsage(
                        "%s may have seen days from %s on: it cannot be judged by them; fewer --held-out days, or later"
                                .formatted(current.get(), split));
            }
            return Optional.of(running);
        } catch (ModelRefusedException e) {
            throw new WrongUsage(e);
        }
    }

    /**
     * As {@link #in}, unless what runs is as good on the days that neither saw.
     *
     * @param metric the higher the better; of what runs it begins with {@code running_}
     */
    static void ifBetter(Path out, StoredModel model, String metric) throws IOException {
        Double running = model.manifest().metrics().get("running_" + metric);
        Double trained = model.manifest().metrics().get(metric);
        if (running == null && trained != null) {
            System.out.println("nothing runs that it could be compared with");
        } else if (trained == null || trained <= running) {
            System.out.printf(
                    "%s: %.4f, of what runs %.4f%n%s is not published: what runs is as good%n",
                    metric, trained, running, model.manifest().id());
            return;
        }
        in(out, model);
    }

    /** Metrics may differ: they hang on what was held out. */
    private static void requireSame(Path out, ModelManifest there, ModelManifest model) {
        if (!Objects.equals(there.sha256(), model.sha256())
                || !Objects.equals(there.preprocessing(), model.preprocessing())
                || !Objects.equals(there.encoder(), model.encoder())) {
            throw new WrongUsage(
                    "%s is in %s already, and is another one: a version never changes"
                            .formatted(model.id(), out));
        }
    }
}
