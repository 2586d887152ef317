package io.tillstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateIT {
    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... args) {
        return Migrate.run(args, environment, printTo(out), printTo(err));
    }

    private static PrintStream printTo(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    @Test
    void migratesAnEmptyDatabaseAndLeavesANewOneAlone() throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), TestDatabase.PASSWORD + "\n");
        Map<String, String> environment =
                Map.of(
                        "TILLSTREAM_POSTGRES_URL", TestDatabase.createEmpty(),
                        "TILLSTREAM_POSTGRES_USER", TestDatabase.OWNER,
                        "TILLSTREAM_POSTGRES_PASSWORD_FILE", secret.toString());

        assertThat(run(environment)).isZero();
        assertThat(run(environment)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(" migrations applied"),
                        second -> assertThat(second).endsWith(" is up to date"));
    }

    @Test
    void aWrongSettingIsToldInOneLine() {
        Map<String, String> unreadable =
                Map.of(
                        "TILLSTREAM_POSTGRES_URL",
                        "jdbc:postgresql://localhost/none",
                        "TILLSTREAM_POSTGRES_PASSWORD_FILE",
                        folder.resolve("none").toString());

        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(unreadable)).isEqualTo(2);
        assertThat(run(unreadable, "--now")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("migrate: "));
    }

    @Test
    void aRefusalEndsWithOneAndNoSecret() {
        Map<String, String> refused =
                Map.of(
                        "TILLSTREAM_POSTGRES_URL", TestDatabase.createEmpty(),
                        "TILLSTREAM_POSTGRES_USER", "nobody",
                        "TILLSTREAM_POSTGRES_PASSWORD", "hunter2");

        assertThat(run(refused)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("migrate: ")
                .doesNotContain("hunter2");
    }
}
