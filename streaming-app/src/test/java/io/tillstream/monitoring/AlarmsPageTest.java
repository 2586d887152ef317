package io.tillstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.schemas.TopicSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerts that the job can raise are those that the operations guide explains. */
class AlarmsPageTest {
    /** Whatever topic sends it. */
    private static final String ANY_TOPIC = "SOURCE";

    private static final List<Guard> GUARDS =
            MonitoringPipeline.guards(MonitoringStories.nothingSet());

    /** What the first cells of its table of alerts name: kinds, sources and metrics. */
    private static Set<String> named() throws IOException {
        String cells =
                Files.readAllLines(Path.of("../docs/operations.md")).stream()
                        .dropWhile(line -> !line.startsWith("| kind, source |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.split("\\|", -1)[1])
                        .collect(Collectors.joining("\n"));
        return Pattern.compile("`([^`]+)`")
                .matcher(cells)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> kinds() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode kind :
                new ObjectMapper()
                        .readTree(TopicSchemas.text("retail.alerts.operations"))
                        .at("/properties/kind/enum")) {
            kinds.add(kind.asText());
        }
        return kinds;
    }

    private static boolean isMetric(String name, Guard guard) {
        String metric = guard.metric();
        return name.equals(metric) || (metric.endsWith(".") && name.startsWith(metric));
    }

    /** Whether it is the guard's source, or the first part of it. */
    private static boolean isSource(String name, Guard guard) {
        String model = name.substring(0, (name + "/").indexOf('/'));
        return name.equals(ANY_TOPIC) || guard.source().startsWith(model + "/");
    }

    @Test
    void everyFigureThatIsGuardedHasARow() throws Exception {
        assertThat(GUARDS).hasSizeGreaterThan(40);
        for (Guard guard : GUARDS) {
            assertThat(named())
                    .as(guard.source() + " " + guard.metric())
                    .anyMatch(name -> isMetric(name, guard));
        }
    }

    @Test
    void everyKindHasARow() throws Exception {
        assertThat(kinds()).hasSizeGreaterThan(4);
        assertThat(named()).containsAll(kinds());
    }

    @Test
    void noRowIsOfWhatNobodyGuards() throws Exception {
        Set<String> unknown = named();
        unknown.removeAll(kinds());
        unknown.removeIf(
                name -> GUARDS.stream().anyMatch(g -> isMetric(name, g) || isSource(name, g)));
        assertThat(unknown).isEmpty();
    }
}
