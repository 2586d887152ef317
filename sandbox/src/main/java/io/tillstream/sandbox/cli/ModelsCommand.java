package io.tillstream.sandbox.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code models}: what is done to a registry but training. */
@Command(
        name = "models",
        description = "What a registry folder of models holds: puts in, goes back, watches.",
        mixinStandardHelpOptions = true,
        subcommands = {AddEncoderCommand.class, GoBackCommand.class, WatchModelCommand.class})
final class ModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new WrongUsage("models needs what to do: add-encoder, rollback or watch");
    }
}
