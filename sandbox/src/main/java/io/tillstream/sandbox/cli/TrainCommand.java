package io.tillstream.sandbox.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code train}: announced by the contracts, not in this version. */
@Command(
        name = "train",
        description = "For two-tower, ranker and style-encoder models; not in this version.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    // Whatever it will take once it is there.
    @Unmatched private List<String> ignored = new ArrayList<>();

    @Override
    public Integer call() {
        throw new WrongUsage("train comes with the recommendation models; this version has none");
    }
}
