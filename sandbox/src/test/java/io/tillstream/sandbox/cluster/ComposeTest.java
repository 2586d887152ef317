package io.tillstream.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docker/compose.yaml}, without an engine to start it. */
class ComposeTest {
    private static final Path DOCKER = Path.of("..", "docker");
    private static final Pattern IMAGE = Pattern.compile("image: \\$\\{\\w+:-([^}]+)}");
    private static final Pattern BASE_IMAGE = Pattern.compile("ARG BASE_IMAGE=(\\S+)");
    private static final String PATCH_LEVEL = ".+:v?\\d+\\.\\d+(\\.\\d+)?(-slim)?";

    /** Text by name; what all have in common stands in what they begin with. */
    private static Map<String, String> services() throws IOException {
        String text = Files.readString(DOCKER.resolve("compose.yaml"));
        String services = text.substring(text.indexOf("\nservices:"), text.indexOf("\nvolumes:"));
        Map<String, String> byName = new TreeMap<>();
        Matcher service =
                Pattern.compile("(?ms)^  ([\\w-]+):\\n(.*?)(?=^  [\\w-]+:\\n|\\z)")
                        .matcher(services);
        while (service.find()) {
            byName.put(service.group(1), service.group(2));
        }
        return byName;
    }

    private static boolean stays(String service) {
        boolean begun = Stream.of("*flink", "*reports").anyMatch(service::contains);
        return service.contains("restart: unless-stopped")
                || (begun && !service.contains("restart: \"no\""));
    }

    @Test
    void whatStaysUpSaysWhetherItIsWell() throws IOException {
        Map<String, String> services = services();
        assertThat(services).hasSizeGreaterThan(12);
        services.forEach(
                (name, text) ->
                        assertThat(text.contains("healthcheck:")).as(name).isEqualTo(stays(text)));
    }

    @Test
    void imagesOfOthersAreOfOneVersion() throws IOException {
        Matcher image = IMAGE.matcher(Files.readString(DOCKER.resolve("compose.yaml")));
        assertThat(image.results().map(found -> found.group(1)))
                .hasSizeGreaterThan(5)
                .allMatch(name -> name.matches(PATCH_LEVEL));
    }

    @Test
    void imagesThatAreBuiltBeginWithOneVersion() throws IOException {
        for (String file : new String[] {"Dockerfile", "tools/Dockerfile", "superset/Dockerfile"}) {
            Matcher base = BASE_IMAGE.matcher(Files.readString(DOCKER.resolve(file)));
            assertThat(base.find()).as(file).isTrue();
            assertThat(base.group(1)).as(file).matches(PATCH_LEVEL);
        }
    }
}
