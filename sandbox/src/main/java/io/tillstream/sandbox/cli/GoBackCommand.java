package io.tillstream.sandbox.cli;

import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models rollback NAME --models MODELS}. */
@Command(
        name = "rollback",
        description = "Points a model at the version that ran before the one that runs.",
        mixinStandardHelpOptions = true)
final class GoBackCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The model: two-tower, ranker, ...")
    private String name;

    @Option(
            names = "--models",
            paramLabel = "MODELS",
            required = true,
            description = "The registry folder.")
    private Path models;

    @Override
    public Integer call() throws Exception {
        Optional<ModelVersion> now = new ModelRegistry(models).goBack(name);
        if (now.isEmpty()) {
            throw new WrongUsage(
                    "%s: no version of %s ran before that could be gone back to"
                            .formatted(models, name));
        }
        System.out.println(now.get() + " runs again");
        return 0;
    }
}
