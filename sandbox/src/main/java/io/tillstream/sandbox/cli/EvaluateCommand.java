package io.tillstream.sandbox.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: announced by the contracts, not in this version. */
@Command(
        name = "evaluate",
        description = "For models beside their baselines; not in this version.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(hidden = true)
    private List<String> ignored = new ArrayList<>();

    @Override
    public Integer call() {
        throw new IllegalArgumentException(
                "evaluate comes with the recommendation models; this version has none");
    }
}
