package io.tillstream.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.sandbox.shop.EventFiles;
import io.tillstream.sandbox.shop.ShopConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a process of their own, ended as Ctrl-C does. */
class InterruptIT {
    @TempDir Path folder;

    @Test
    void ctrlCLeavesNeitherProcessesNorFiles() throws Exception {
        Path events = folder.resolve("events");
        EventFiles.write(ShopConfig.of(2, 50, 20, 1), events);
        Path temporary = Files.createDirectories(folder.resolve("tmp"));

        Process replay = start(temporary, "replay", events.toString());
        awaitLine(replay, "replaying");
        assertThat(processesIn(temporary)).as("PostgreSQL runs there").isNotEmpty();
        interrupt(replay);

        assertThat(replay.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
        assertThat(processesIn(temporary)).isEmpty();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private Process start(Path temporary, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dtillstream.home=" + folder.resolve("home"),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Tillstream.class.getName());
        builder.command().addAll(List.of(command));
        return builder.redirectErrorStream(true).start();
    }

    private static void awaitLine(Process process, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return;
            }
        }
        throw new AssertionError("never said " + text + ":\n" + seen);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    private static List<String> processesIn(Path folder) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains("postgres -D"))
                .filter(command -> command.contains(folder.toString()))
                .toList();
    }
}
