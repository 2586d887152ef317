package io.tillstream.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** {@code flink-conf} as the chart and who follows the page on metrics make one file of it. */
final class ClusterConfiguration {
    private static final Path FOLDER = Path.of("..", "flink-conf");
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^# ((?:metrics|traces)\\.)");

    private ClusterConfiguration() {}

    /**
     * Writes {@code config.yaml} with its metrics turned on and a file over it.
     *
     * @param over a file of {@code flink-conf}
     * @param to a folder, for {@code FLINK_CONF_DIR}
     */
    static void write(String over, Path to) throws IOException {
        Files.createDirectories(to);
        List<String> above = Files.readAllLines(FOLDER.resolve(over));
        List<String> keys =
                above.stream()
                        .filter(line -> line.matches("[a-z].*: .*"))
                        .map(line -> line.substring(0, line.indexOf(": ") + 1))
                        .toList();
        String below = Files.readString(FOLDER.resolve("config.yaml"));
        List<String> kept =
                LEFT_OUT.matcher(below)
                        .replaceAll("$1")
                        .lines()
                        .filter(line -> keys.stream().noneMatch(line::startsWith))
                        .toList();
        Files.writeString(
                to.resolve("config.yaml"),
                String.join("\n", kept) + "\n" + String.join("\n", above) + "\n");
        String logging = "log4j-console.properties";
        Files.copy(FOLDER.resolve(logging), to.resolve(logging));
    }
}
