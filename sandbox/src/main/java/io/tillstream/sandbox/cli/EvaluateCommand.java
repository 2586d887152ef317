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
        if (System.getenv("TT") != null) {
            long t0 = System.nanoTime();
            var tt = new io.tillstream.models.recommend.TwoTowerTraining(log, day);
            System.out.println("examples " + tt.size() + " " + (System.nanoTime() - t0) / 1e9);
            t0 = System.nanoTime();
            byte[] b = tt.train(1);
            System.out.println("tower " + b.length + " " + (System.nanoTime() - t0) / 1e9);
            System.out.println(new Evaluation(log, day).judge(List.of(new io.tillstream.models.recommend.TwoTower(b, log.products()), Baselines.itemNeighbours()), Integer.MAX_VALUE));
            return 0;
        }
        List<Recommender> all = new ArrayList<>(Baselines.counting());
        long t0 = System.nanoTime();
        all.add(Ease.fit(Evaluation.stateBefore(log, day), 200));
        System.out.println("ease " + (System.nanoTime() - t0) / 1e9);
        int from = day - 60;
        t0 = System.nanoTime();
        Recommender cos = io.tillstream.models.recommend.Baselines.decayedItemNeighbours();
        Recommender kn = io.tillstream.models.recommend.Baselines.itemNeighbours();
        Recommender p30 = io.tillstream.models.recommend.Baselines.recentPopularity();
        Recommender e0 = Ease.fit(Evaluation.stateBefore(log, from), 200);
        var f0 = new io.tillstream.models.recommend.CandidateFeatures(List.of(cos, kn, p30, e0));
        var f1 = new io.tillstream.models.recommend.CandidateFeatures(List.of(cos, kn, p30, all.get(5)));
        var tr = new io.tillstream.models.recommend.RankerTraining(log, f0, from, day);
        System.out.println("lists " + tr.size() + " " + (System.nanoTime() - t0) / 1e9);
        t0 = System.nanoTime();
        all.add(new io.tillstream.models.recommend.Blend("blend", f1, tr.train(1)));
        System.out.println("train " + (System.nanoTime() - t0) / 1e9);
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
