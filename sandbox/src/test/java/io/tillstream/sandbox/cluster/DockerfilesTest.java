package io.tillstream.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are built from the project's root, without an engine to build them. */
class DockerfilesTest {
    private static final Path ROOT = Path.of("..");

    /** {@code .dockerignore} keeps out everything but what it names. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "tools/Dockerfile", "superset/Dockerfile"})
    void whatAnImageCopiesIsNotKeptFromTheBuilder(String file) throws IOException {
        List<Path> sent;
        try (Stream<String> lines = Files.lines(ROOT.resolve(".dockerignore"))) {
            sent = lines.filter(l -> l.startsWith("!")).map(l -> Path.of(l.substring(1))).toList();
        }

        List<Path> copied;
        try (Stream<String> lines = Files.lines(ROOT.resolve("docker").resolve(file))) {
            copied = lines.filter(l -> l.startsWith("COPY ")).flatMap(l -> sources(l)).toList();
        }

        assertThat(copied)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(sent).anyMatch(path::startsWith));
    }

    private static Stream<Path> sources(String copy) {
        String[] words = copy.split(" +");
        return Arrays.stream(words, 1, words.length - 1).map(Path::of);
    }
}
