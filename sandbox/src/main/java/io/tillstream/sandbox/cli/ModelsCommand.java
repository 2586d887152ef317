package io.tillstream.sandbox.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code models}: what a registry holds that was not trained here. */
@Command(
        name = "models",
        description = "Puts models into a registry folder that were trained elsewhere.",
        mixinStandardHelpOptions = true,
        subcommands = AddEncoderCommand.class)
final class ModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new WrongUsage("models needs what to do: add-encoder");
    }
}
