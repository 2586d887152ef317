package io.tillstream.sandbox.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code train MODEL DIR --out MODELS}: a subcommand for each model. */
@Command(
        name = "train",
        description = "Trains a model on event files and puts a version into a registry folder.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainTwoTowerCommand.class,
            TrainRankerCommand.class,
            TrainStyleEncoderCommand.class
        })
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new WrongUsage("train needs a model: two-tower, ranker or style-encoder");
    }
}
