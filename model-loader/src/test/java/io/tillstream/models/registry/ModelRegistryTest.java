package io.tillstream.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.models.TestModels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRegistryTest {
    @TempDir Path root;
    private ModelRegistry registry;
    private StoredModel first;
    private ModelVersion id;

    @BeforeEach
    void publishOne() throws Exception {
        registry = new ModelRegistry(root.resolve("models"));
        first = TestModels.stored("encoder", "1");
        id = first.manifest().id();
        registry.publish(first);
    }

    @Test
    void whatIsPublishedIsReadAgainToTheByte() throws Exception {
        StoredModel read = registry.read(id);
        assertThat(read.model()).isEqualTo(first.model());
        assertThat(read.half()).isEqualTo(first.half());
        assertThat(read.manifest().toJson()).isEqualTo(first.manifest().toJson());
        assertThat(registry.names()).containsExactly("encoder");
        assertThat(registry.versions("encoder")).containsExactly(id);
    }

    @Test
    void nothingIsCurrentUntilItIsPointedAtAndThePointerGoesBothWays() throws Exception {
        ModelVersion second = publishSecond();
        assertThat(registry.current("encoder")).isEmpty();
        for (ModelVersion to : List.of(id, second, id)) {
            registry.point(to);
            assertThat(registry.current("encoder")).contains(to);
        }
        assertThat(registry.versions("encoder")).containsExactly(id, second);
    }

    @Test
    void aVersionThatIsNotThereCannotBePointedAt() {
        assertThatThrownBy(() -> registry.point(new ModelVersion("encoder", "7")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aVersionIsNeverOverwritten() throws Exception {
        assertThatThrownBy(() -> registry.publish(first))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(registry.read(id).model()).isEqualTo(first.model());
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void ofManyWhoPublishTheSameVersionOneDoes() throws Exception {
        StoredModel second = TestModels.stored("encoder", "2");
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> publish =
                    () -> {
                        try {
                            registry.publish(second);
                            return true;
                        } catch (FileAlreadyExistsException e) {
                            return false;
                        }
                    };
            int published = 0;
            for (Future<Boolean> future :
                    many.invokeAll(Stream.generate(() -> publish).limit(16).toList())) {
                published += future.get() ? 1 : 0;
            }
            assertThat(published).isEqualTo(1);
        } finally {
            many.shutdown();
        }
        assertThat(registry.read(second.manifest().id()).model()).isEqualTo(second.model());
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void readersOfAMovingPointerAlwaysSeeAVersion() throws Exception {
        ModelVersion second = publishSecond();
        registry.point(id);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> seen =
                    reader.submit(
                            () -> {
                                int reads = 0;
                                while (!Thread.currentThread().isInterrupted() && reads < 2000) {
                                    assertThat(registry.current("encoder")).isPresent();
                                    reads++;
                                }
                                return reads;
                            });
            while (!seen.isDone()) {
                registry.point(second);
                registry.point(id);
            }
            assertThat(seen.get()).isEqualTo(2000);
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void aChangedModelIsRefused() throws Exception {
        Path model = folder().resolve("model.pt");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        assertRefused("encoder/1: the model's file has sha256 ");
    }

    @Test
    void aMissingFileIsRefused() throws Exception {
        Files.delete(folder().resolve("model.pt"));
        assertRefused("encoder/1: model.pt is missing");
        Files.delete(folder().resolve("model.json"));
        assertRefused("encoder/1: model.json is missing");
    }

    @Test
    void aManifestOfAnotherVersionIsRefused() throws Exception {
        Path other = folder().resolveSibling("2");
        Files.move(folder(), other);
        assertThatThrownBy(() -> registry.read(new ModelVersion("encoder", "2")))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("encoder/2: its manifest is that of encoder/1");
    }

    @Test
    void tooLargeAFileIsRefusedUnread() throws Exception {
        try (var file = new RandomAccessFile(folder().resolve("model.json").toFile(), "rw")) {
            file.setLength(ModelReader.LARGEST_MANIFEST + 1L);
        }
        assertRefused("encoder/1: model.json is larger than 16777216 bytes");
    }

    @Test
    void aFolderInPlaceOfAFileIsRefused() throws Exception {
        Files.delete(folder().resolve("model.json"));
        Files.createDirectory(folder().resolve("model.json"));
        assertRefused("encoder/1: model.json is no file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"name\":\"encoder\",\"version\":\"1\"}",
                "{\"name\":\"encoder\",\"version\":\"../1\",\"format\":\"onnx\"}",
                "{\"name\":\"encoder\",\"version\":\"1\",\"format\":\"pickle\"}"
            })
    void whatIsNoManifestIsRefusedInOneLine(String json) throws Exception {
        Files.writeString(folder().resolve("model.json"), json);
        assertThatThrownBy(() -> registry.read(id))
                .isInstanceOf(ModelRefusedException.class)
                .message()
                .startsWith("encoder/1: no manifest: ")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "\"shape\" : [ -1, 3, 8, 8 ] | \"shape\" : [ 1, 3, 8, 8 ]",
                "\"shape\" : [ -1, 3, 8, 8 ] | \"shape\" : [ -1, 3, 8, 0 ]",
                "\"shape\" : [ -1, 3, 8, 8 ] | \"shape\" : [ -1, 65536, 65536 ]",
                "\"shape\" : [ -1, 3, 8, 8 ] | \"shape\" : [ -1, 3, 8, 9 ]",
                "\"type\" : \"float32\" | \"type\" : \"float16\"",
                "\"tolerance\" : 1.0E-5 | \"tolerance\" : 0.0",
                "\"tolerance\" : 1.0E-5 | \"tolerance\" : \"NaN\"",
                "\"libtorch\" : \"2.7.1\" | \"libtorch\" : \"newest\""
            })
    void aWrongSpecificationIsRefused(String from, String to) throws Exception {
        String json = new String(first.manifest().toJson(), StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        Files.writeString(
                folder().resolve("model.json"), json.replaceFirst(Pattern.quote(from), to));
        assertThatThrownBy(() -> registry.read(id)).isInstanceOf(ModelRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "../../etc", ".hidden", "", "a\nb", "/", "current"})
    void aVersionIsNoPath(String version) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelVersion("encoder", version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "../models/encoder", ".hidden", "", "/"})
    void aNameIsNoPath(String name) throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelVersion(name, "1"));
        assertThat(registry.versions(name)).isEmpty();
        assertThatThrownBy(() -> registry.current(name)).isInstanceOf(ModelRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../1", "1 2", "1\n2"})
    void aPointerThatHoldsNoVersionIsRefused(String content) throws Exception {
        Files.writeString(root.resolve("models/encoder/current"), content);
        assertThatThrownBy(() -> registry.current("encoder"))
                .isInstanceOf(ModelRefusedException.class)
                .message()
                .startsWith("encoder/current: holds no version's name")
                .doesNotContain("\n");
    }

    @Test
    void aPointerOfEndlessLengthIsRefused() throws Exception {
        Files.writeString(root.resolve("models/encoder/current"), "1".repeat(1000));
        assertThatThrownBy(() -> registry.current("encoder"))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void aModelThatDoesNotFitItsManifestCannotBePublished() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredModel(first.manifest(), new byte[] {1}, first.half()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredModel(first.manifest(), first.model(), null));
    }

    @Test
    void aRegistryThatIsNotThereYetIsEmpty() throws Exception {
        var none = new ModelRegistry(root.resolve("none"));
        assertThat(none.names()).isEmpty();
        assertThat(none.current("encoder")).isEmpty();
    }

    @Test
    void aFailedPublicationLeavesNothing() throws Exception {
        // A file stands where the folder of the name would.
        Files.writeString(root.resolve("models/towers"), "");
        StoredModel towers = TestModels.stored("towers", "1");
        assertThatIOException().isThrownBy(() -> registry.publish(towers));
        assertThat(registry.names()).containsExactly("encoder");
    }

    private ModelVersion publishSecond() throws Exception {
        StoredModel second = TestModels.stored("encoder", "2");
        registry.publish(second);
        return second.manifest().id();
    }

    private Path folder() {
        return root.resolve("models/encoder/1");
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("models/encoder"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(".")).toList();
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> registry.read(id))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aVersionThatWasGoneBackFromIsNotGoneBackTo() throws Exception {
        ModelVersion second = publishSecond();
        StoredModel made = TestModels.renamedAndOff(first, "3");
        registry.publish(made);
        ModelVersion third = made.manifest().id();
        assertThat(registry.goBack("encoder")).isEmpty();
        for (ModelVersion to : List.of(id, second, second, third)) {
            registry.point(to);
        }
        assertThat(registry.turns("encoder"))
                .extracting(ModelRegistry.Turn::version)
                .containsExactly(id, second, third);

        assertThat(registry.goBack("encoder")).contains(second);
        assertThat(registry.current("encoder")).contains(second);
        assertThat(registry.goBack("encoder")).contains(id);
        assertThat(registry.goBack("encoder")).isEmpty();
        assertThat(registry.current("encoder")).contains(id);
        assertThat(registry.turns("encoder"))
                .extracting(ModelRegistry.Turn::back)
                .containsExactly(false, false, false, true, true);
        assertThat(registry.versions("encoder")).containsExactly(id, second, third);
    }

    @Test
    void turnsThatAreNoneOfOursAreAnErrorWithTheirFile() throws Exception {
        registry.point(id);
        Files.writeString(root.resolve("models/encoder/turns"), "yesterday\n");

        assertThatThrownBy(() -> registry.turns("encoder"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("turns");
    }
}
