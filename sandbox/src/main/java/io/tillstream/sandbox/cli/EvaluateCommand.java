package io.tillstream.sandbox.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillstream.models.recommend.Accuracy;
import io.tillstream.models.recommend.Experiment;
import io.tillstream.models.recommend.PurchaseLog;
import io.tillstream.models.recommend.SessionExperiment;
import io.tillstream.models.recommend.SessionLog;
import io.tillstream.models.recommend.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate DIR}. */
@Command(
        name = "evaluate",
        description =
                "Trains recommenders on the purchases before a day and judges them on those after,"
                        + " day by day, beside their baselines.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final String PROTOCOL =
            "by day: lists from what was known when the day began, over the whole catalogue launched"
                    + " by then; the day's purchases then move the counters on, not the trained"
                    + " models";

    private static final String SESSION_PROTOCOL =
            "after each step of a visit its next product, over the whole catalogue; trained on visits"
                    + " that began before the split; equal scores stand before what is looked for";

    private static final int LEAST_SESSIONS = 50;

    @Parameters(paramLabel = "DIR", description = "Folder of event files.")
    private Path folder;

    @Option(
            names = "--split",
            paramLabel = "TIME",
            required = true,
            converter = Times.class,
            description = "The UTC day of this time is the first that is judged.")
    private Instant split;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The results as JSON.")
    private Path out;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How often what is learned is trained; default: 5.")
    private int seeds = 5;

    @Option(names = "--first-seed", paramLabel = "N", description = "Default: 1.")
    private long firstSeed = 1;

    @Option(
            names = "--sessions",
            description =
                    "Judge who tells the next product of a visit instead of the next purchase, by"
                            + " the first 20.")
    private boolean sessions;

    /** Mean over the seeds and standard deviation between them of a measure. */
    record Spread(double mean, double deviation) {
        static Spread of(List<Accuracy> runs, ToDoubleFunction<Accuracy> measure) {
            double mean = runs.stream().mapToDouble(measure).average().orElseThrow();
            double squares =
                    runs.stream()
                            .mapToDouble(run -> Math.pow(measure.applyAsDouble(run) - mean, 2))
                            .sum();
            return new Spread(mean, runs.size() < 2 ? 0 : Math.sqrt(squares / (runs.size() - 1)));
        }
    }

    /** A model's results in one task. */
    record Line(String task, String model, Map<String, Spread> measures, List<Accuracy> runs) {}

    @Override
    public Integer call() throws Exception {
        if (seeds < 1) {
            throw new WrongUsage("--seeds must be 1 or more");
        }
        if (sessions) {
            judgeSessions();
            return 0;
        }
        PurchaseLog log = PurchaseFiles.read(folder);
        int day = PurchaseLog.dayOf(split.toEpochMilli());
        if (log.between(Integer.MIN_VALUE, day - Experiment.SLICE_DAYS).isEmpty()
                || log.between(day, Integer.MAX_VALUE).isEmpty()) {
            throw new WrongUsage(
                    "purchases are needed from the split on and more than "
                            + Experiment.SLICE_DAYS
                            + " days before it");
        }
        Map<String, Map<Task, List<Accuracy>>> results =
                new Experiment(log, day, System.err::println).run(firstSeed, seeds);
        List<Line> lines = lines(results);
        lines.forEach(EvaluateCommand::print);
        write(log, lines);
        return 0;
    }

    private void judgeSessions() throws IOException {
        SessionLog log = PurchaseFiles.readSessions(folder);
        long from = split.toEpochMilli();
        int known = log.countBefore(from);
        if (known < LEAST_SESSIONS || known == log.size()) {
            throw new WrongUsage(
                    "visits of two or more products are needed from the split on, and "
                            + LEAST_SESSIONS
                            + " before it");
        }
        Map<Long, Map<String, SessionExperiment.Result>> results = new LinkedHashMap<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            var result = new SessionExperiment(log, from, System.err::println).run(seed);
            result.forEach(
                    (method, is) ->
                            System.out.printf(
                                    Locale.ROOT,
                                    "%-18s hr_at_20 %.4f mrr_at_20 %.4f of %d steps%n",
                                    method,
                                    is.hr20(),
                                    is.mrr20(),
                                    is.steps()));
            results.put(seed, result);
        }
        json().writeValue(
                        out.toFile(),
                        Map.of(
                                "split",
                                split.toString(),
                                "protocol",
                                SESSION_PROTOCOL,
                                "products",
                                log.products().size(),
                                "sessions_before",
                                known,
                                "sessions_judged",
                                log.size() - known,
                                "results_by_seed",
                                results));
    }

    private static JsonMapper json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }

    private static List<Line> lines(Map<String, Map<Task, List<Accuracy>>> results) {
        List<Line> lines = new ArrayList<>();
        for (Task task : Task.values()) {
            results.forEach((model, tasks) -> lines.add(line(task, model, tasks.get(task))));
        }
        return lines;
    }

    private static Line line(Task task, String model, List<Accuracy> runs) {
        Map<String, Spread> measures = new LinkedHashMap<>();
        measures.put("hr_at_1", Spread.of(runs, Accuracy::hr1));
        measures.put("hr_at_10", Spread.of(runs, Accuracy::hr10));
        measures.put("recall_at_10", Spread.of(runs, Accuracy::recall10));
        measures.put("ndcg_at_10", Spread.of(runs, Accuracy::ndcg10));
        measures.put("mrr", Spread.of(runs, Accuracy::mrr));
        measures.put("coverage", Spread.of(runs, Accuracy::coverage));
        measures.put("novelty", Spread.of(runs, Accuracy::novelty));
        return new Line(task.name().toLowerCase(Locale.ROOT), model, measures, runs);
    }

    private static void print(Line line) {
        StringBuilder row = new StringBuilder("%-4s %-34s".formatted(line.task(), line.model()));
        line.measures()
                .forEach(
                        (name, spread) ->
                                row.append(
                                        String.format(
                                                Locale.ROOT,
                                                " %s %.4f%s",
                                                name,
                                                spread.mean(),
                                                line.runs().size() < 2
                                                        ? ""
                                                        : String.format(
                                                                Locale.ROOT,
                                                                "+-%.4f",
                                                                spread.deviation()))));
        System.out.println(row);
    }

    private void write(PurchaseLog log, List<Line> lines) throws IOException {
        json().writeValue(
                        out.toFile(),
                        Map.of(
                                "split", split.toString(),
                                "protocol", PROTOCOL,
                                "products", log.products().size(),
                                "customers", log.customers(),
                                "first_seed", firstSeed,
                                "seeds", seeds,
                                "results", lines));
    }
}
