package io.tillstream.sandbox.cli;

import io.tillstream.serving.ModelsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --models DIR}. */
final class ModelsOption {
    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Registry of models; without it there is what this build ships.")
    private Path models;

    /**
     * As settings of the job.
     *
     * @throws WrongUsage if it is no folder
     */
    Map<String, String> settings() {
        if (models == null) {
            return Map.of();
        }
        if (!Files.isDirectory(models)) {
            throw new WrongUsage("--models " + models + " is no folder");
        }
        return Map.of(ModelsOptions.DIR.key(), models.toAbsolutePath().toString());
    }
}
