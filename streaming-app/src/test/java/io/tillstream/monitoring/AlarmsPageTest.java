package io.tillstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.JobConfig;
import io.tillstream.schemas.TopicSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each alert that the job can raise is explained in the operations guide. */
class AlarmsPageTest {
    /** First cells of its table of alerts. */
    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("../docs/operations.md")).stream()
                .dropWhile(line -> !line.startsWith("| kind, source |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .toList();
    }

    @Test
    void everyFigureThatIsGuardedHasARow() throws Exception {
        List<Guard> guards =
                MonitoringPipeline.guards(
                        JobConfig.of(
                                Map.of(
                                        "kafka.bootstrap.servers", "k",
                                        "postgres.url", "jdbc:postgresql://p/d")));
        assertThat(guards).hasSizeGreaterThan(40);
        Set<String> named = new TreeSet<>();
        Matcher names = Pattern.compile("`([^`]+)`").matcher(String.join("\n", rows()));
        while (names.find()) {
            named.add(names.group(1));
        }
        for (Guard guard : guards) {
            String metric = guard.metric();
            assertThat(named)
                    .as(guard.source() + " " + metric)
                    .anyMatch(
                            name ->
                                    name.equals(metric)
                                            || (metric.endsWith(".") && name.startsWith(metric)));
        }
    }

    @Test
    void everyKindHasARow() throws Exception {
        JsonNode kinds =
                new ObjectMapper()
                        .readTree(TopicSchemas.text("retail.alerts.operations"))
                        .at("/properties/kind/enum");
        assertThat(kinds).hasSizeGreaterThan(4);
        String rows = rows().stream().collect(Collectors.joining("\n"));
        for (JsonNode kind : kinds) {
            assertThat(rows).contains("`" + kind.asText() + "`");
        }
    }
}
