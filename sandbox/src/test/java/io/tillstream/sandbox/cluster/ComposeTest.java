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

/** {@code docker/compose.yaml} and what it builds, without an engine to start it. */
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
        for (String folder : new String[] {"", "cuda/", "tools/", "superset/"}) {
            String file = folder + "Dockerfile";
            assertThat(found(BASE_IMAGE, file)).as(file).matches(PATCH_LEVEL);
        }
    }

    /** DJL's half is built for one release of libtorch, and would compute wrongly with another. */
    @Test
    void libtorchForGpusIsOfTheReleaseThatDjlIsBuiltFor() throws IOException {
        String release = found(Pattern.compile("<pytorch.version>(.+)</"), "../pom.xml");
        assertThat(found(Pattern.compile("PYTORCH_VERSION=(\\S+)"), "cuda/Dockerfile"))
                .isEqualTo(release);
        assertThat(found(Pattern.compile("(?m)^torch==(\\S+)"), "cuda/requirements.txt"))
                .isEqualTo(release);
    }

    @Test
    void djlHasAHalfForTheLibtorchForGpus() throws IOException {
        String flavor = found(Pattern.compile("PYTORCH_FLAVOR=(\\S+)"), "cuda/Dockerfile");
        String jni = "/jnilib/linux-x86_64/" + flavor + "/libdjl_torch.so";
        assertThat(ComposeTest.class.getResource(jni)).isNotNull();
    }

    /** The one group of a pattern in a file of {@code docker}. */
    private static String found(Pattern pattern, String file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(DOCKER.resolve(file)));
        assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
        return matcher.group(1);
    }
}
