package io.tillstream.sandbox.cli;

import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.TowerRelease;
import io.tillstream.models.registry.StoredModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train two-tower DIR --out MODELS}. */
@Command(
        name = "two-tower",
        description =
                "Trains the two towers of recommendations on the purchases of event files and"
                        + " publishes them; first without the last days, to judge them on those.",
        mixinStandardHelpOptions = true)
final class TrainTwoTowerCommand implements Callable<Integer> {
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

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        if (heldOut < 0) {
            throw new WrongUsage("--held-out must be 0 or more");
        }
        PurchaseLog log = PurchaseFiles.read(folder);
        int day = until == null ? dayAfterLast(log) : PurchaseLog.dayOf(until.toEpochMilli());
        Published.in(out, train(new TowerRelease(log, day, heldOut, System.err::println)));
        return 0;
    }

    private StoredModel train(TowerRelease release) {
        try {
            return release.train(seed);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e);
        }
    }

    private static int dayAfterLast(PurchaseLog log) {
        return log.baskets().get(log.baskets().size() - 1).day() + 1;
    }
}
