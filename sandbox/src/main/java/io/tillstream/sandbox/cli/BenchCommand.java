package io.tillstream.sandbox.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** bench. */
@Command(name = "bench", description = "x", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
