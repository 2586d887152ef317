package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tillstream.models.TestModels;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderReleaseTest {
    private static final ModelVersion ID = new ModelVersion("foreign", "1");
    private static final Path ENCODERS = Path.of("src/test/resources/encoders");

    @TempDir private Path folder;

    private static byte[] onnx(String name) throws IOException {
        return Files.readAllBytes(ENCODERS.resolve(name + ".onnx"));
    }

    @Test
    void anOnnxFileIsDescribedByWhatItGives() throws Exception {
        StoredModel made =
                EncoderRelease.of(
                        ID, ModelFormat.ONNX, onnx("mean-colour"), Preprocessing.RGB32_V1);
        ModelRegistry registry = new ModelRegistry(folder);
        registry.publish(made);

        Method forward = made.manifest().method(LoadedModel.FORWARD);
        assertThat(forward.inputs().get(0).name()).isEqualTo("picture");
        assertThat(forward.outputs().get(0).shape()).containsExactly(-1, 3);
        try (ImageEncoder encoder = new ImageEncoder(new ModelLoader(8).load(registry.read(ID)))) {
            byte[] grey = new byte[encoder.preprocessing().length()];
            Arrays.fill(grey, (byte) 200);
            float[] vector = encoder.encode(List.of(grey)).get(0);
            assertThat(vector[0]).isEqualTo(vector[1]).isEqualTo(vector[2]).isPositive();
        }
    }

    @Test
    void torchScriptIsDescribedLikewise() throws Exception {
        byte[] shipped = ImageEncoder.shipped().model();
        StoredModel made =
                EncoderRelease.of(ID, ModelFormat.TORCHSCRIPT, shipped, Preprocessing.RGB64_V1);

        assertThat(made.manifest().preprocessing()).isEqualTo("rgb64-v1");
        assertThat(made.manifest().method(LoadedModel.FORWARD).outputs().get(0).rowSize())
                .isEqualTo(64);
    }

    @Test
    void whatDoesNotTakeSuchPicturesIsRefused() throws Exception {
        refused("does not run on ", ModelFormat.ONNX, onnx("mean-colour"), Preprocessing.RGB64_V1);
        byte[] towers = TestModels.stored("towers", "1").model();
        refused("does not run on ", ModelFormat.TORCHSCRIPT, towers, Preprocessing.RGB32_V1);
        refused("does not run on ", ModelFormat.ONNX, new byte[9], Preprocessing.RGB32_V1);
    }

    @Test
    void whatDoesNotTellPicturesApartIsRefused() throws Exception {
        refused("gives one vector", ModelFormat.ONNX, onnx("constant"), Preprocessing.RGB32_V1);
    }

    @Test
    void whatLooksAtOtherPicturesOfTheBatchIsRefused() throws Exception {
        byte[] file = onnx("beside-others");
        refused("gives a picture another ", ModelFormat.ONNX, file, Preprocessing.RGB32_V1);
    }

    private static void refused(
            String reason, ModelFormat format, byte[] file, Preprocessing preprocessing) {
        assertThatExceptionOfType(ModelRefusedException.class)
                .isThrownBy(() -> EncoderRelease.of(ID, format, file, preprocessing))
                .satisfies(e -> assertThat(e.reason()).startsWith(reason).doesNotContain("\n"));
    }
}
