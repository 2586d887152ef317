package io.tillstream.sandbox.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code evaluate}: announced by the contracts, not in this version. */
@Command(
        name = "evaluate",
        description = "For models beside their baselines; not in this version.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    // Whatever it will take once it is there.
    @Unmatched private List<String> ignored = new ArrayList<>();

    @Override
    public Integer call() {
        throw new WrongUsage(
                "evaluate comes with the recommendation models; this version has none");
    }
}
