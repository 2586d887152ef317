package io.tillstream.sandbox.cli;

import io.tillstream.events.EventTime;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.recommendations.CandidateLog;
import io.tillstream.recommendations.LoggedPurchase;
import io.tillstream.recommendations.RankerRelease;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train ranker DIR --out MODELS}. */
@Command(
        name = "ranker",
        description =
                "Trains the weights by which recommendations are ranked on the candidates as they"
                        + " stood before each purchase of event files and publishes them; first"
                        + " without the last days, to judge them on those.",
        mixinStandardHelpOptions = true)
final class TrainRankerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "MODELS",
            required = true,
            description = "The registry folder.")
    private Path out;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Times.class,
            description = "The UTC day of this time and what follows is left out; default: none.")
    private Instant until;

    @Option(
            names = "--held-out",
            paramLabel = "DAYS",
            description = "Last days to judge on, 0 for none; default: ${DEFAULT-VALUE}.")
    private int heldOut = 7;

    @Override
    public Integer call() throws Exception {
        if (heldOut < 0) {
            throw new WrongUsage("--held-out must be 0 or more");
        }
        Published.check(out);
        List<LoggedPurchase> log = CandidateLog.of(ShopFiles.read(folder));
        if (log.isEmpty()) {
            throw new WrongUsage(folder + " holds no purchases of named customers");
        }
        long last = log.get(log.size() - 1).time();
        long day = EventTime.dayOf(until == null ? last + EventTime.DAY : until.toEpochMilli());
        Published.in(out, train(new RankerRelease(log, day, heldOut, System.err::println)));
        return 0;
    }

    private static StoredModel train(RankerRelease release) {
        try {
            return release.train();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }
}
