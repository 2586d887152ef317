package io.tillstream.sandbox.cli;

import io.tillstream.events.EventTime;
import io.tillstream.models.recommend.BlendWeights;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.recommendations.CandidateLog;
import io.tillstream.recommendations.LoggedPurchase;
import io.tillstream.recommendations.RankerKind;
import io.tillstream.recommendations.RankerRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private static final String METRIC = "ndcg_at_10";

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

    @Option(
            names = "--if-better",
            description =
                    "Publish only if it is better on the days that are held out (NDCG@10) than the"
                            + " version that runs, which must not have seen them.")
    private boolean ifBetter;

    @Override
    public Integer call() throws Exception {
        if (ifBetter && heldOut < 1) {
            throw new WrongUsage("--if-better needs days that are held out");
        }
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
        RankerRelease release = new RankerRelease(log, day, heldOut, System.err::println);
        if (ifBetter) {
            Published.ifBetter(out, train(release, running(day)), METRIC);
        } else {
            Published.in(out, train(release, null));
        }
        return 0;
    }

    private BlendWeights running(long day) throws IOException {
        Instant split = Instant.ofEpochMilli(EventTime.startOf(day - heldOut));
        Optional<StoredModel> stored = Published.running(out, BlendWeights.NAME, split);
        try {
            return stored.isEmpty() ? null : new RankerKind().make(stored.get());
        } catch (ModelRefusedException e) {
            throw new WrongUsage(e);
        }
    }

    private static StoredModel train(RankerRelease release, BlendWeights running) {
        try {
            return release.train(running);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }
}
