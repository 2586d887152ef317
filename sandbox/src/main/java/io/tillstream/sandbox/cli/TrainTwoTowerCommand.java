package io.tillstream.sandbox.cli;

import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.TwoTowerTraining;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train two-tower DIR --out MODELS}. */
@Command(
        name = "two-tower",
        description = "Trains the two towers of recommendations on the purchases of event files.",
        mixinStandardHelpOptions = true)
final class TrainTwoTowerCommand implements Callable<Integer> {
    private static final String TWO_TOWER = "two-tower";

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

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1.")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        PurchaseLog log = PurchaseFiles.read(folder);
        int day = until == null ? dayAfterLast(log) : PurchaseLog.dayOf(until.toEpochMilli());
        TwoTowerTraining training = new TwoTowerTraining(log, day);
        if (training.size() == 0) {
            throw new WrongUsage(folder + " holds no purchases of named customers before then");
        }
        System.err.println("training on " + training.size() + " purchases");
        byte[] module = training.train(seed);
        System.out.println(
                new ModelFolder(out).publish(TWO_TOWER, module, facts(log, day, training.size())));
        return 0;
    }

    private static int dayAfterLast(PurchaseLog log) {
        return log.baskets().get(log.baskets().size() - 1).day() + 1;
    }

    private Map<String, Object> facts(PurchaseLog log, int day, int purchases) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("trained_from", LocalDate.ofEpochDay(log.baskets().get(0).day()).toString());
        facts.put("trained_before", LocalDate.ofEpochDay(day).toString());
        facts.put("purchases", purchases);
        facts.put("seed", seed);
        return facts;
    }
}
