package io.tillstream.sandbox.oracle;

import io.tillstream.sandbox.oracle.ForecastScores.Score;
import io.tillstream.sandbox.oracle.SalesHistory.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges the forecasts that a replay exported by the sales in the event files, beside simple
 * baselines fitted in batch on the same folds. Knows the contracts and the table, not the job.
 *
 * <p>Folds: five weekly origins, the newest such that 28 whole days follow; if the job no longer
 * keeps that issue, the newest earlier weekday of which it does. A product is judged at an origin
 * if it had 60 days with sales by then; one that has no forecast there counts as forecast zero. A
 * level of which the table keeps no such old issues is not judged (product-store keeps a week).
 */
public final class ForecastOracle {
    /** The name of the job's own forecasts among the methods. */
    static final String STREAM = "tillstream";

    private static final int FOLDS = 5;
    private static final int WEEK = 7;
    private static final int DAILY_HORIZON = 30;
    private static final double AGREE = 1e-3;
    private static final double EQUAL = 1e-4;
    private static final double LEAST = 1e-6;
    private static final List<String> UNITS = List.of("units", "revenue");
    private static final List<String> JUDGED_LEVELS =
            List.of("product", "product_store", "category");

    private final SalesHistory history;
    private final Path export;
    private final Report checks = new Report();
    private final TreeMap<Issue, Map<String, Said>> judged = new TreeMap<>();
    private final Map<Issue, Map<String, double[][]>> sums = new TreeMap<>();
    private final Map<Issue, Set<String>> judgedIds = new HashMap<>();
    private final Map<Point, double[]> accuracy = new HashMap<>();
    private final TreeSet<Long> issued = new TreeSet<>();
    private List<Long> origins = List.of();

    private ForecastOracle(SalesHistory history, Path export) {
        this.history = history;
        this.export = export;
    }

    /** Mean, p10, p50 and p90 of the days after the issue; NaN where the table has none. */
    private record Said(double[] mean, double[] p10, double[] p50, double[] p90) {
        static Said empty() {
            double[][] values = new double[4][DAILY_HORIZON];
            return new Said(values[0], values[1], values[2], values[3]);
        }
    }

    private record Issue(String level, String unit, long day) implements Comparable<Issue> {
        @Override
        public int compareTo(Issue other) {
            int order = Long.compare(day, other.day);
            order = order != 0 ? order : level.compareTo(other.level);
            return order != 0 ? order : unit.compareTo(other.unit);
        }
    }

    private record Point(String level, String id, String unit, long issued, long target) {}

    /**
     * Mean absolute percentage errors of the total's daily revenue 30 days ahead, over open days,
     * and of its four weeks.
     */
    record TotalScore(double daily, double weekly, double bias) {}

    /**
     * What was found.
     *
     * @param origins issue days judged, newest first
     * @param levels scores in units by level and method
     * @param total scores of the total's revenue by method
     * @param missing judged series without a forecast, by level, over all origins
     * @param checks coherence, order of quantiles, out of sample, accuracy table
     */
    record Result(
            List<LocalDate> origins,
            Map<String, Map<String, Score>> levels,
            Map<String, TotalScore> total,
            Map<String, Integer> missing,
            Report checks) {
        /** The job's score of the products. */
        Score products() {
            return levels.get("product").get(STREAM);
        }

        /** The least of the baselines, each measure for itself. */
        Score bestBaseline(String level) {
            double[] best = new double[4];
            Arrays.fill(best, Double.MAX_VALUE);
            int series = 0;
            for (Map.Entry<String, Score> entry : levels.get(level).entrySet()) {
                if (!entry.getKey().equals(STREAM)) {
                    Score score = entry.getValue();
                    best[0] = Math.min(best[0], score.wrmsse());
                    best[1] = Math.min(best[1], score.weeklyWrmsse());
                    best[2] = Math.min(best[2], score.wape());
                    best[3] = Math.min(best[3], score.weeklyWape());
                    series = score.series();
                }
            }
            double none = Double.NaN;
            return new Score(
                    series, best[0], best[1], best[2], best[3], none, none, none, none, none);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("origins " + origins + System.lineSeparator());
            levels.forEach(
                    (level, scores) -> {
                        line(
                                text,
                                level
                                        + ", units, 28 days ahead; judged series without a forecast: "
                                        + missing.get(level));
                        line(text, Score.header());
                        scores.forEach((name, score) -> line(text, score.line(name)));
                    });
            line(text, "total, revenue: MAPE of open days 30 days ahead, of 4 weeks, bias");
            total.forEach(
                    (name, score) ->
                            line(
                                    text,
                                    String.format(
                                            Locale.ROOT,
                                            "  %-28s %6.1f%% %6.1f%% %+6.1f%%",
                                            name,
                                            100 * score.daily(),
                                            100 * score.weekly(),
                                            100 * score.bias())));
            return text.append(checks).toString();
        }

        private static void line(StringBuilder text, String line) {
            text.append(line).append(System.lineSeparator());
        }
    }

    /** Judges an export by the events that were replayed. */
    static Result judge(Path events, Path export) throws IOException {
        return judge(SalesHistory.read(events), export);
    }

    static Result judge(SalesHistory history, Path export) throws IOException {
        return new ForecastOracle(history, export).judge();
    }

    /** Prints what was found; exit 1 if a check fails, 2 on wrong usage. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: ForecastOracle EVENTS_DIR EXPORT_DIR");
            System.exit(2);
        }
        Result result = judge(Path.of(args[0]), Path.of(args[1]));
        System.out.println(result);
        System.exit(result.checks().isEqual() ? 0 : 1);
    }

    private Result judge() throws IOException {
        findIssues();
        origins = origins();
        readAccuracy();
        readForecasts();
        checkSums();
        long gone = accuracy.values().stream().filter(values -> values[2] == 0).count();
        if (gone > 0) {
            checks.note(gone + " rows of accuracy whose forecast the table no longer keeps");
        }
        if (origins.size() < FOLDS) {
            checks.mismatch("origins", "all", "weekly origins", FOLDS, origins.size());
        }
        Map<String, Map<String, Score>> levels = new LinkedHashMap<>();
        Map<String, Integer> missing = new LinkedHashMap<>();
        Map<String, TotalScore> total = new LinkedHashMap<>();
        if (!origins.isEmpty()) {
            for (String level : JUDGED_LEVELS) {
                score(level, levels, missing);
            }
            scoreTotal(total);
        }
        return new Result(
                origins.stream().map(LocalDate::ofEpochDay).toList(),
                levels,
                total,
                missing,
                checks);
    }

    private void findIssues() throws IOException {
        try (ForecastLines lines = ForecastLines.open(export, "sales_forecast")) {
            if (lines == null) {
                checks.mismatch("sales_forecast", export, "the table", "there", "missing");
                return;
            }
            while (lines.next()) {
                if (lines.text("level").equals("product") && lines.text("unit").equals("units")) {
                    issued.add(lines.day("issued_on"));
                }
            }
        }
    }

    /** The weekday that gives most folds; of several the newest. */
    private List<Long> origins() {
        List<Long> best = List.of();
        long newest = history.lastDay() - ForecastScores.HORIZON;
        for (long start = newest; start > newest - WEEK; start--) {
            List<Long> found = new ArrayList<>();
            for (long k = 0; k < FOLDS; k++) {
                if (issued.contains(start - WEEK * k)) {
                    found.add(start - WEEK * k);
                }
            }
            best = found.size() > best.size() ? found : best;
        }
        return best;
    }

    private void readAccuracy() throws IOException {
        try (ForecastLines lines = ForecastLines.open(export, "forecast_accuracy")) {
            if (lines == null) {
                checks.note("no forecast_accuracy in the export");
                return;
            }
            while (lines.next()) {
                Point point = point(lines);
                double[] values = {lines.number("actual"), lines.number("forecast"), 0};
                accuracy.put(point, values);
                checks.compared("accuracy", 1);
                if (point.target <= point.issued) {
                    checks.mismatch("accuracy", point, "out of sample", "true", "false");
                }
                long at = point.target - history.firstDay();
                if (at >= history.days()) {
                    continue;
                }
                Series series = history.levels().get(point.level).get(point.id);
                double actual = series == null || at < 0 ? 0 : series.of(point.unit)[(int) at];
                if (!near(values[0], actual, EQUAL)) {
                    checks.mismatch("accuracy", point, "actual", actual, values[0]);
                }
            }
        }
    }

    private static Point point(ForecastLines lines) {
        return new Point(
                lines.text("level"),
                lines.text("id"),
                lines.text("unit"),
                lines.day("issued_on"),
                lines.day("target_date"));
    }

    private static boolean near(double a, double b, double relative) {
        return near(a, b, relative, 0);
    }

    /** The table rounds to so many digits of what is usual in an issue. */
    private static boolean near(double a, double b, double relative, double usual) {
        double size = Math.max(usual, Math.max(Math.abs(a), Math.abs(b)));
        return Math.abs(a - b) <= LEAST + relative * size;
    }

    private static double usual(double[] values) {
        return Arrays.stream(values).map(Math::abs).average().orElse(0);
    }

    private void readForecasts() throws IOException {
        try (ForecastLines lines = ForecastLines.open(export, "sales_forecast")) {
            while (lines != null && lines.next()) {
                Point point = point(lines);
                double[] said = {
                    lines.number("p10"),
                    lines.number("p50"),
                    lines.number("p90"),
                    lines.number("mean")
                };
                check(point, said);
                long ahead = point.target - point.issued;
                if (ahead < 1 || ahead > DAILY_HORIZON) {
                    continue;
                }
                keep(point, (int) ahead - 1, said);
                add(point, (int) ahead - 1, said[3]);
            }
        }
    }

    private void check(Point point, double[] said) {
        checks.compared("forecasts", 1);
        if (point.target <= point.issued) {
            checks.mismatch("forecasts", point, "out of sample", "true", "false");
        }
        boolean ordered = said[0] >= 0 && said[0] <= said[1] && said[1] <= said[2];
        if (!ordered || !(said[3] >= 0) || Double.isInfinite(said[2] + said[3])) {
            checks.mismatch(
                    "forecasts",
                    point,
                    "quantiles and mean",
                    "ordered, not negative",
                    Arrays.toString(said));
        }
        double[] stored = accuracy.isEmpty() ? null : accuracy.get(point);
        if (stored != null) {
            stored[2] = 1;
            Series series = history.levels().get(point.level).get(point.id);
            double usual = series == null ? 0 : usual(series.of(point.unit));
            if (!near(stored[1], said[3], EQUAL, usual)) {
                checks.mismatch("accuracy", point, "forecast", said[3], stored[1]);
            }
        }
    }

    private void keep(Point point, int ahead, double[] said) {
        if (!origins.contains(point.issued)
                || !point.unit.equals(point.level.equals("total") ? "revenue" : "units")) {
            return;
        }
        if (!judgedIds(point).contains(point.id)) {
            return;
        }
        Said all =
                judged.computeIfAbsent(
                                new Issue(point.level, point.unit, point.issued),
                                issue -> new HashMap<>())
                        .computeIfAbsent(point.id, id -> Said.empty());
        all.p10[ahead] = said[0];
        all.p50[ahead] = said[1];
        all.p90[ahead] = said[2];
        all.mean[ahead] = said[3];
    }

    private Set<String> judgedIds(Point point) {
        return judgedIds.computeIfAbsent(
                new Issue(point.level, point.unit, point.issued),
                issue -> {
                    Set<String> ids = new HashSet<>();
                    history.levels()
                            .get(issue.level)
                            .forEach(
                                    (id, one) -> {
                                        if (ForecastScores.judged(one.units(), known(issue.day))) {
                                            ids.add(id);
                                        }
                                    });
                    return ids;
                });
    }

    /** How many days an issue knows. */
    private int known(long day) {
        return (int) (day - history.firstDay() + 1);
    }

    /** Adds a mean to its own series, and to the sum of the level above it. */
    private void add(Point point, int ahead, double mean) {
        boolean sunday = Math.floorMod(point.issued + 3, 7L) == 6;
        if (!sunday && point.issued != issued.last()) {
            return;
        }
        sum(point.level, point.unit, point.issued, point.id)[0][ahead] += mean;
        switch (point.level) {
            case "product_store" -> {
                String product = point.id.substring(0, point.id.lastIndexOf('|'));
                sum("product", point.unit, point.issued, product)[1][ahead] += mean;
            }
            case "product" -> {
                String category = history.categories().of(point.id);
                sum("category", point.unit, point.issued, category)[1][ahead] += mean;
            }
            case "category" ->
                    sum("total", point.unit, point.issued, SalesHistory.ALL)[1][ahead] += mean;
            default -> {
                // Nothing is above the total.
            }
        }
    }

    private double[][] sum(String level, String unit, long day, String id) {
        return sums.computeIfAbsent(new Issue(level, unit, day), issue -> new HashMap<>())
                .computeIfAbsent(id, key -> new double[2][DAILY_HORIZON]);
    }

    private void checkSums() {
        sums.forEach(
                (issue, series) -> {
                    if (issue.level.equals("product_store")) {
                        return;
                    }
                    String below =
                            SalesHistory.LEVELS.get(SalesHistory.LEVELS.indexOf(issue.level) - 1);
                    String name = "sums " + issue.level + " " + issue.unit;
                    if (!sums.containsKey(new Issue(below, issue.unit, issue.day))) {
                        // Product-store keeps fewer issues; the newest must be whole.
                        if (issue.day == issued.last()) {
                            checks.mismatch(name, issue, "the level below", "there", "missing");
                        }
                        return;
                    }
                    series.forEach(
                            (id, values) -> {
                                for (int h = 0; h < DAILY_HORIZON; h++) {
                                    checks.compared(name, 1);
                                    if (!near(
                                            values[0][h], values[1][h], AGREE, usual(values[0]))) {
                                        checks.mismatch(
                                                name,
                                                LocalDate.ofEpochDay(issue.day) + " +" + (h + 1),
                                                id,
                                                values[1][h],
                                                values[0][h]);
                                    }
                                }
                            });
                });
        for (String unit : UNITS) {
            if (!issued.isEmpty() && !sums.containsKey(new Issue("total", unit, issued.last()))) {
                checks.mismatch("forecasts", issued.last(), unit, "a total", "none");
            }
        }
    }

    private void score(
            String level, Map<String, Map<String, Score>> levels, Map<String, Integer> missing) {
        if (judged.keySet().stream().noneMatch(issue -> issue.level.equals(level))) {
            checks.note("no forecasts of " + level + " old enough to be judged");
            return;
        }
        Map<String, ForecastScores> scores = new LinkedHashMap<>();
        missing.put(level, 0);
        for (long day : origins) {
            int origin = known(day);
            Map<String, Said> said = judged.getOrDefault(new Issue(level, "units", day), Map.of());
            List<Series> series = new ArrayList<>();
            List<double[]> means = new ArrayList<>();
            history.levels()
                    .get(level)
                    .forEach(
                            (id, one) -> {
                                if (!ForecastScores.judged(one.units(), origin)) {
                                    return;
                                }
                                series.add(one);
                                Said found = said.get(id);
                                if (found == null) {
                                    missing.merge(level, 1, Integer::sum);
                                    means.add(new double[DAILY_HORIZON]);
                                } else {
                                    means.add(found.mean);
                                    intervals(of(scores, STREAM), one, found, origin);
                                }
                            });
            if (series.isEmpty()) {
                continue;
            }
            double[][] units = series.stream().map(Series::units).toArray(double[][]::new);
            double[][] gross = series.stream().map(Series::gross).toArray(double[][]::new);
            SimpleForecasts simple =
                    new SimpleForecasts(units, history.weekday(0), ForecastScores.HORIZON);
            of(scores, STREAM).add(units, gross, means.toArray(double[][]::new), origin);
            of(scores, "seasonal naive").add(units, gross, simple.seasonalNaive(origin), origin);
            of(scores, "moving average 28")
                    .add(units, gross, simple.movingAverage(origin, 28), origin);
            of(scores, "SES x week, rate by series")
                    .add(units, gross, simple.smoothing(origin, true), origin);
            of(scores, "SES x week, one rate")
                    .add(units, gross, simple.smoothing(origin, false), origin);
        }
        Map<String, Score> result = new LinkedHashMap<>();
        scores.forEach((name, sum) -> result.put(name, sum.score()));
        levels.put(level, result);
    }

    private static ForecastScores of(Map<String, ForecastScores> scores, String name) {
        return scores.computeIfAbsent(name, n -> new ForecastScores());
    }

    private static void intervals(ForecastScores scores, Series series, Said said, int origin) {
        for (int h = 0; h < ForecastScores.HORIZON; h++) {
            scores.addInterval(series.units()[origin + h], said.p10[h], said.p50[h], said.p90[h]);
        }
    }

    private void scoreTotal(Map<String, TotalScore> total) {
        Series series = history.levels().get("total").get(SalesHistory.ALL);
        double[] revenue = series.net();
        Map<String, Percentages> methods = new LinkedHashMap<>();
        for (long day : origins) {
            int origin = known(day);
            Said said =
                    judged.getOrDefault(new Issue("total", "revenue", day), Map.of())
                            .get(SalesHistory.ALL);
            double[] stream = said == null ? new double[DAILY_HORIZON] : said.mean;
            SimpleForecasts simple =
                    new SimpleForecasts(
                            new double[][] {revenue}, history.weekday(0), DAILY_HORIZON);
            Map<String, double[]> forecasts = new LinkedHashMap<>();
            forecasts.put(STREAM, stream);
            forecasts.put("weekday median of 8 weeks", simple.weekdayMedian(origin)[0]);
            forecasts.put(
                    "ETS(A,Ad,A)", HoltWinters.forecast(revenue, origin, DAILY_HORIZON, false));
            forecasts.put(
                    "ETS(A,Ad,M)", HoltWinters.forecast(revenue, origin, DAILY_HORIZON, true));
            forecasts.put("seasonal naive", simple.seasonalNaive(origin)[0]);
            forecasts.forEach(
                    (name, one) ->
                            methods.computeIfAbsent(name, n -> new Percentages())
                                    .add(series, one, origin));
        }
        methods.forEach((name, sum) -> total.put(name, sum.score()));
    }

    /** Sums of percentage errors of one method. */
    static final class Percentages {
        private double daily;
        private int days;
        private double weekly;
        private int weeks;
        private double actuals;
        private double forecasts;

        /** Adds an origin; a forecast of a day that nothing was sold on is not judged by day. */
        void add(Series series, double[] forecast, int origin) {
            double[] revenue = series.net();
            int horizon = Math.min(forecast.length, revenue.length - origin);
            for (int h = 0; h < horizon; h++) {
                if (series.units()[origin + h] > 0 && revenue[origin + h] > 0) {
                    double actual = revenue[origin + h];
                    daily += Math.abs(forecast[h] - actual) / actual;
                    days++;
                }
            }
            for (int h = 0; h + WEEK <= Math.min(horizon, ForecastScores.HORIZON); h += WEEK) {
                double actual = SalesHistory.sum(revenue, origin + h, origin + h + WEEK);
                double said = SalesHistory.sum(forecast, h, h + WEEK);
                if (actual > 0) {
                    weekly += Math.abs(said - actual) / actual;
                    weeks++;
                }
                actuals += actual;
                forecasts += said;
            }
        }

        TotalScore score() {
            return new TotalScore(daily / days, weekly / weeks, forecasts / actuals - 1);
        }
    }
}
