package io.tillstream.sandbox.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether two replays exported the same tables, whatever the order of their rows. The version of an
 * alert is left out: it tells newer rows from older ones, and says how often its stock was told of,
 * which hangs on when that was. So is the wall-clock time of recommendations, in table and topic.
 */
public final class ExportComparison {
    private static final Map<String, String> LEFT_OUT =
            Map.of("low_stock_alert", "version", "recommendation", "emitted_at");

    private static final Pattern EMITTED_AT = Pattern.compile("\"emitted_at\":\"[^\"]*\",");

    private ExportComparison() {}

    /** Compares all tables of two export folders. */
    static Report compare(Path one, Path other) throws IOException {
        return compare(one, other, Set.of());
    }

    /**
     * Compares the tables of two export folders.
     *
     * @param except tables that may differ, such as {@code data_quality} when one of the replays
     *     was given duplicates
     */
    static Report compare(Path one, Path other, Set<String> except) throws IOException {
        Report report = new Report();
        Set<String> names = new TreeSet<>(names(one.resolve("tables"), ".csv"));
        names.addAll(names(other.resolve("tables"), ".csv"));
        if (names.isEmpty()) {
            report.mismatch("tables", one, "the folder", "some tables", "empty");
        }
        names.removeAll(except);
        for (String name : names) {
            Path left = one.resolve("tables").resolve(name + ".csv");
            Path right = other.resolve("tables").resolve(name + ".csv");
            if (Files.exists(left) && Files.exists(right)) {
                table(report, name, Csv.read(left), Csv.read(right));
            } else {
                report.mismatch(name, left, "the file", "in both folders", "in one");
            }
        }
        return report;
    }

    /** Compares the committed records of one output topic, whatever their order. */
    static Report compareTopic(Path one, Path other, String topic) throws IOException {
        Report report = new Report();
        Path file = Path.of("topics", topic + ".jsonl");
        difference(report, topic, records(one.resolve(file)), records(other.resolve(file)));
        return report;
    }

    private static List<String> records(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> EMITTED_AT.matcher(line).replaceFirst("")).toList();
        }
    }

    /**
     * Compares the records of a topic that is written at least once: after a failure some come
     * again, under the same ids, so that each is compared once.
     */
    static Report compareTopicAtLeastOnce(Path one, Path other, String topic) throws IOException {
        Report report = new Report();
        Path file = Path.of("topics", topic + ".jsonl");
        difference(
                report,
                topic,
                List.copyOf(new TreeSet<>(records(one.resolve(file)))),
                List.copyOf(new TreeSet<>(records(other.resolve(file)))));
        return report;
    }

    /** Prints the report of two export folders; exit 1 on a mismatch, 2 on wrong usage. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: ExportComparison EXPORT_DIR EXPORT_DIR [TABLE_TO_SKIP ...]");
            System.exit(2);
        }
        Set<String> except = Set.copyOf(Arrays.asList(args).subList(2, args.length));
        Report report = compare(Path.of(args[0]), Path.of(args[1]), except);
        System.out.println(report);
        System.exit(report.isEqual() ? 0 : 1);
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .toList();
        }
    }

    private static void table(Report report, String name, Csv one, Csv other) {
        if (!one.header().equals(other.header())) {
            report.mismatch(name, "header", "columns", one.header(), other.header());
            return;
        }
        difference(report, name, rows(name, one), rows(name, other));
    }

    private static List<String> rows(String name, Csv table) {
        int leftOut = table.header().indexOf(LEFT_OUT.getOrDefault(name, ""));
        return table.values().stream().map(row -> without(row, leftOut).toString()).toList();
    }

    private static List<String> without(List<String> row, int column) {
        List<String> rest = new ArrayList<>(row);
        if (column >= 0) {
            rest.remove(column);
        }
        return rest;
    }

    private static void difference(
            Report report, String name, List<String> one, List<String> other) {
        List<String> left = new ArrayList<>(one);
        List<String> right = new ArrayList<>(other);
        Collections.sort(left);
        Collections.sort(right);
        report.compared(name, Math.max(left.size(), right.size()));
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            int order =
                    i == left.size()
                            ? 1
                            : j == right.size() ? -1 : left.get(i).compareTo(right.get(j));
            if (order < 0) {
                report.mismatch(name, left.get(i), "the row", "in both", "in the first only");
            } else if (order > 0) {
                report.mismatch(name, right.get(j), "the row", "in both", "in the second only");
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }
}
