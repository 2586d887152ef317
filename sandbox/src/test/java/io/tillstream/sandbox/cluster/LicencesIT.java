package io.tillstream.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the image holds is in the list that goes with it. */
class LicencesIT {
    private static final Path DOCKER = Path.of("..", "docker");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| [^:|]+:(\\S+) \\| (\\S+) \\| (.+) \\|$");

    private static final String OURS = "streaming-app|model-loader|sink-schemas";

    @Test
    void everyLibraryOfTheImageIsListedWithItsLicence() throws IOException {
        Matcher rows = ROW.matcher(Files.readString(DOCKER.resolve("LICENCES.md")));
        Set<String> listed =
                rows.results()
                        .map(row -> row.group(1) + "-" + row.group(2))
                        .collect(Collectors.toSet());
        List<String> libraries;
        try (Stream<Path> jars = Files.list(DOCKER.resolve("target/flink/lib"))) {
            libraries =
                    jars.map(jar -> jar.getFileName().toString())
                            .filter(name -> name.endsWith(".jar") && !name.matches(OURS + ".*"))
                            .map(name -> name.substring(0, name.length() - ".jar".length()))
                            .toList();
        }
        assertThat(libraries)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(listed).anyMatch(name::startsWith));
    }

    @Test
    void noneIsWithoutALicence() throws IOException {
        assertThat(Files.readString(DOCKER.resolve("LICENCES.md"))).doesNotContain("none stated");
    }
}
