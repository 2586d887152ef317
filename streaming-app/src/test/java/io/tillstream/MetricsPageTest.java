package io.tillstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics and Prometheus rules are those of the pages that explain them. */
class MetricsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final String PREFIX = "flink_taskmanager_job_task_operator_";
    private static final Pattern REGISTERED =
            Pattern.compile("\\.(?:gauge|counter|histogram|meter)\\(\\s*\"(\\w+)\"");
    private static final Pattern ASKED_FOR = Pattern.compile(PREFIX + "(\\w+)");
    private static final Pattern RULE = Pattern.compile("- alert: Tillstream(\\w+)");

    private static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    /** First cells of the table of the job's own metrics. */
    private static String ofTheJob() throws IOException {
        return page("metrics.md")
                .lines()
                .dropWhile(line -> !line.startsWith("| metric | kind |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .collect(Collectors.joining("\n"));
    }

    @Test
    void whatIsRegisteredIsExplainedAndNothingElse() throws IOException {
        Set<String> registered = found(REGISTERED, sources());
        // By reason, of which each is one.
        registered.add("<reason>");

        Set<String> explained = new TreeSet<>();
        Matcher cell = Pattern.compile("`\\w+_([\\w<>]+)`").matcher(ofTheJob());
        while (cell.find()) {
            explained.add(cell.group(1));
        }
        assertThat(explained).hasSizeGreaterThan(12).isEqualTo(registered);
    }

    @Test
    void whatDashboardAndRulesAskForIsExplained() throws IOException {
        String asking =
                Files.readString(ROOT.resolve("docker/grafana/dashboards/tillstream.json"))
                        + Files.readString(ROOT.resolve("docker/prometheus/tillstream.rules.yml"));
        String page = page("metrics.md");
        Set<String> metrics = found(ASKED_FOR, asking);
        assertThat(metrics).hasSizeGreaterThan(12);
        for (String metric : metrics) {
            String name =
                    metric.replaceFirst("_count$", "")
                            .replaceFirst("refused_$", "refused_<reason>");
            assertThat(page).containsPattern("(`|" + PREFIX + ")" + name + "(?!\\w)");
        }
    }

    @Test
    void everyPrometheusRuleIsExplainedAndNothingElse() throws IOException {
        Set<String> rules =
                found(
                        RULE,
                        Files.readString(ROOT.resolve("docker/prometheus/tillstream.rules.yml")));
        assertThat(rules).hasSizeGreaterThan(10);
        String listed =
                page("operations.md").replaceFirst("(?s).*\nPrometheus rules(.*?)\n\n.*", "$1");
        assertThat(found(Pattern.compile("`(?:Tillstream)?([A-Z]\\w+)`"), listed)).isEqualTo(rules);
        Pattern row = Pattern.compile("\\| Tillstream(\\w+) \\|");
        assertThat(found(row, page("metrics.md"))).isEqualTo(rules);
    }
}
