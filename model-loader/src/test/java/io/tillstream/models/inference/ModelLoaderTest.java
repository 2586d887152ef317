package io.tillstream.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.models.TestModels;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLoaderTest {
    private static final Path SQUEEZENET =
            Path.of("../../shared/data/squeezenet/squeezenet10_embed_fp32.pt");
    private final ModelLoader loader = new ModelLoader(1, 4);

    @ParameterizedTest
    @CsvSource({"encoder, 1", "encoder, 2", "onnx-encoder, 1"})
    void encodersGiveWhatPythonGave(String name, String version) throws Exception {
        StoredModel stored = TestModels.stored(name, version);
        try (LoadedModel model = loader.load(stored)) {
            var embedding = (Tensor.Floats) model.run(TestModels.goldenPicture(stored)).get(0);
            assertThat(embedding.shape()).containsExactly(1, 16);
            assertThat(embedding.row(0))
                    .containsExactly(TestModels.goldenEmbedding(stored), within(1e-5f));
        }
    }

    @Test
    void twoTowersAreTwoMethodsOfOneVersion() throws Exception {
        StoredModel stored = TestModels.stored("towers", "1");
        try (LoadedModel model = loader.load(stored)) {
            for (String name : List.of("user", "item")) {
                Method method = stored.manifest().method(name);
                var is = (Tensor.Floats) model.run(name, method.goldenInputs()).get(0);
                var should = (Tensor.Floats) method.goldenOutputs().get(0);
                assertThat(is.values()).containsExactly(should.values(), within(1e-5f));
            }
        }
    }

    @Test
    void rowsDoNotDependOnTheirBatch() throws Exception {
        StoredModel stored = TestModels.stored("encoder", "1");
        try (LoadedModel model = loader.load(stored)) {
            Tensor picture = TestModels.goldenPicture(stored);
            for (int batch : new int[] {1, 3, 64}) {
                var embeddings = (Tensor.Floats) model.run(picture.resized(batch)).get(0);
                for (int row = 0; row < batch; row++) {
                    assertThat(embeddings.row(row))
                            .containsExactly(TestModels.goldenEmbedding(stored), within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "onnx-encoder"})
    void manyThreadsMayAskOneModel(String name) throws Exception {
        StoredModel stored = TestModels.stored(name, "1");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (LoadedModel model = loader.load(stored)) {
            Tensor picture = TestModels.goldenPicture(stored);
            float[] expected = TestModels.goldenEmbedding(stored);
            List<Future<?>> askers =
                    IntStream.range(0, 8)
                            .<Future<?>>mapToObj(
                                    i ->
                                            threads.submit(
                                                    () -> {
                                                        for (int call = 0; call < 100; call++) {
                                                            var is =
                                                                    (Tensor.Floats)
                                                                            model.run(picture)
                                                                                    .get(0);
                                                            assertThat(is.values())
                                                                    .containsExactly(
                                                                            expected,
                                                                            within(1e-5f));
                                                        }
                                                    }))
                            .toList();
            for (Future<?> asker : askers) {
                asker.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "onnx-encoder"})
    void aModelThatIsOffFromItsGoldenOutputsIsRefused(String name) throws Exception {
        StoredModel stored = TestModels.stored(name, "1");
        Method off = TestModels.offBy(stored.manifest().method("forward"), 1e-3f);
        StoredModel changed =
                with(stored, stored.manifest().format(), Map.of("forward", off), null);
        assertThatThrownBy(() -> loader.load(changed))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageMatching(
                        name
                                + "/1: forward: embedding is off from the golden output by"
                                + " 0.00100, allowed is 1.00e-05");
    }

    @Test
    void aModelOfOtherOutputsThanItsManifestSaysIsRefused() throws Exception {
        StoredModel stored = TestModels.stored("encoder", "1");
        Method is = stored.manifest().method("forward");
        var narrow = new TensorSpec("embedding", DataType.FLOAT32, List.of(-1, 4, 4));
        var outputs = (Tensor.Floats) is.goldenOutputs().get(0);
        Method other =
                Method.of(
                        is.inputs(),
                        List.of(narrow),
                        is.goldenInputs(),
                        List.of(Tensor.of(outputs.values(), 2, 4, 4)),
                        1e-5);
        assertRefused(
                with(stored, ModelFormat.TORCHSCRIPT, Map.of("forward", other), null),
                "embedding must be FLOAT32 [-1, 4, 4], is FLOAT32 [2, 16]");
    }

    @Test
    void aMethodThatTheFileLacksIsRefused() throws Exception {
        StoredModel stored = TestModels.stored("encoder", "1");
        Map<String, Method> more = new HashMap<>(stored.manifest().methods());
        more.put("backward", stored.manifest().method("forward"));
        assertRefused(with(stored, ModelFormat.TORCHSCRIPT, more, null), "no method [backward]");
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws Exception {
        StoredModel torch = TestModels.stored("encoder", "1");
        assertRefused(
                with(torch, ModelFormat.ONNX, torch.manifest().methods(), null),
                "cannot be loaded");
        StoredModel onnx = TestModels.stored("onnx-encoder", "1");
        assertRefused(
                with(onnx, ModelFormat.TORCHSCRIPT, onnx.manifest().methods(), null),
                "cannot be loaded");
    }

    @Test
    void aModelForANewerLibtorchIsRefused() throws Exception {
        StoredModel stored = TestModels.stored("encoder", "1");
        assertRefused(
                with(stored, ModelFormat.TORCHSCRIPT, stored.manifest().methods(), "99.0"),
                "needs libtorch 99.0, here is " + TorchEngine.start().version());
        loader.load(with(stored, ModelFormat.TORCHSCRIPT, stored.manifest().methods(), "2.7"))
                .close();
    }

    @Test
    void otherInputsThanTheManifestSaysDoNotReachTheModel() throws Exception {
        try (LoadedModel model = loader.load(TestModels.stored("encoder", "1"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.run(Tensor.of(new float[192], 1, 192)))
                    .withMessage("picture must be FLOAT32 [-1, 3, 8, 8], is FLOAT32 [1, 192]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.run(Tensor.of(new long[192], 1, 3, 8, 8)));
            assertThatIllegalArgumentException().isThrownBy(model::run);
            assertThatIllegalArgumentException().isThrownBy(() -> model.run("item", List.of()));
        }
    }

    @Test
    void anIdOutsideTheVocabularyFailsTheCallOnly() throws Exception {
        StoredModel stored = TestModels.stored("towers", "1");
        try (LoadedModel model = loader.load(stored)) {
            assertThatThrownBy(() -> model.run("item", List.of(Tensor.of(new long[] {5000}, 1, 1))))
                    .isInstanceOf(InferenceException.class);
            assertThat(model.run("item", List.of(Tensor.of(new long[] {5}, 1, 1)))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "onnx-encoder"})
    void aClosedModelSaysSo(String name) throws Exception {
        StoredModel stored = TestModels.stored(name, "1");
        LoadedModel model = loader.load(stored);
        model.close();
        model.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> model.run(TestModels.goldenPicture(stored)))
                .withMessage(name + "/1 is closed");
    }

    @Test
    void halfPrecisionIsTakenOnlyWhereItAgreesAndIsPreferred() throws Exception {
        StoredModel stored = TestModels.stored("encoder", "1");
        float full = difference(new ModelLoader(false), stored);
        float half = difference(new ModelLoader(true), stored);
        float refused = difference(new ModelLoader(true), stored.withHalf(stored.half(), 1e-6));
        assertThat(full).isLessThan(1e-5f);
        assertThat(half).isBetween(1e-5f, 0.02f);
        assertThat(refused).isLessThan(1e-5f);
    }

    @Test
    void callsDoNotStartThreads() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "needs Linux");
        StoredModel stored = TestModels.stored("encoder", "1");
        try (LoadedModel model = loader.load(stored)) {
            Tensor pictures = TestModels.goldenPicture(stored).resized(512);
            ExecutorService asker =
                    Executors.newSingleThreadExecutor(task -> new Thread(task, "asker"));
            try {
                asker.submit(() -> model.run(pictures)).get();
                // Threads of native code are called as the one that started them.
                assertThat(nativeThreads()).containsOnlyOnce("asker");
            } finally {
                asker.shutdown();
            }
        }
    }

    @Test
    void aRealEncoderOfPicturesRuns() throws Exception {
        assumeTrue(Files.isRegularFile(SQUEEZENET), "only where the file is");
        try (TorchEngine.Module module = TorchEngine.start().load(Files.readAllBytes(SQUEEZENET))) {
            float[] pixels = new float[3 * 224 * 224];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (i % 255) / 255f;
            }
            Tensor picture = Tensor.of(pixels, 1, 3, 224, 224);
            var embedding = (Tensor.Floats) module.call("forward", List.of(picture)).get(0);
            double length =
                    IntStream.range(0, embedding.values().length)
                            .mapToDouble(i -> embedding.values()[i])
                            .map(v -> v * v)
                            .sum();
            assertThat(embedding.shape()).containsExactly(1, 512);
            assertThat(length).isCloseTo(1, within(1e-4));
            assertThat(module.methods()).contains("forward");
        }
    }

    private static List<String> nativeThreads() throws IOException {
        List<String> names = new ArrayList<>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                try {
                    names.add(Files.readString(task.resolve("comm")).strip());
                } catch (IOException e) {
                    names.add("ended meanwhile");
                }
            }
        }
        return names;
    }

    private static float difference(ModelLoader loader, StoredModel stored) throws Exception {
        try (LoadedModel model = loader.load(stored)) {
            float[] is =
                    ((Tensor.Floats) model.run(TestModels.goldenPicture(stored)).get(0)).row(0);
            float[] should = TestModels.goldenEmbedding(stored);
            float largest = 0;
            for (int i = 0; i < is.length; i++) {
                largest = Math.max(largest, Math.abs(is[i] - should[i]));
            }
            return largest;
        }
    }

    private void assertRefused(StoredModel stored, String reason) {
        assertThatThrownBy(() -> loader.load(stored))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    private static StoredModel with(
            StoredModel stored, ModelFormat format, Map<String, Method> methods, String libtorch) {
        ModelManifest is = stored.manifest();
        return StoredModel.of(
                new ModelManifest(
                        is.name(),
                        is.version(),
                        format,
                        null,
                        methods,
                        null,
                        null,
                        null,
                        libtorch,
                        null),
                stored.model());
    }
}
