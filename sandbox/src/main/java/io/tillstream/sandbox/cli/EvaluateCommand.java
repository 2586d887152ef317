package io.tillstream.sandbox.cli;

import io.tillstream.models.recommend.Accuracy;
import io.tillstream.models.recommend.Baselines;
import io.tillstream.models.recommend.Ease;
import io.tillstream.models.recommend.Evaluation;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.Recommender;
import io.tillstream.models.recommend.Task;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate DIR}. */
@Command(
        name = "evaluate",
        description = "x",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(names = "--split", paramLabel = "TIME", required = true, converter = Times.class)
    private Instant split;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out;

    @Override
    public Integer call() throws Exception {
        PurchaseLog log = PurchaseFiles.read(folder);
        int day = PurchaseLog.dayOf(split.toEpochMilli());
        List<Recommender> all = new ArrayList<>(Baselines.counting());
        long t0 = System.nanoTime();
        all.add(Ease.fit(Evaluation.stateBefore(log, day), 200));
        System.out.println("ease " + (System.nanoTime() - t0) / 1e9);
        t0 = System.nanoTime();
        Map<String, Map<Task, Accuracy>> results =
                new Evaluation(log, day).judge(all, Integer.MAX_VALUE);
        System.out.println("judge " + (System.nanoTime() - t0) / 1e9);
        for (Task task : Task.values()) {
            results.forEach(
                    (name, r) ->
                            System.out.printf(
                                    Locale.ROOT,
                                    "%-5s %-40s %s%n",
                                    task,
                                    name,
                                    r.get(task)));
        }
        return 0;
    }
}
