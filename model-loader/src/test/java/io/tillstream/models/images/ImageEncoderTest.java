package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.inference.TorchEngine;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {
    private static final Path SQUEEZENET =
            Path.of("../../shared/data/squeezenet/squeezenet10_embed_fp32.pt");

    /** Loading compares the golden vectors. */
    @Test
    void theShippedEncoderGivesItsGoldenVectors() throws Exception {
        try (ImageEncoder encoder = shipped()) {
            assertThat(encoder.id()).hasToString("style-encoder/shipped-1");
            assertThat(encoder.preprocessing()).isEqualTo(Preprocessing.RGB64_V1);
            List<byte[]> pixels = List.of(new byte[encoder.preprocessing().length()]);
            float[] vector = encoder.encode(pixels).get(0);
            assertThat(vector).hasSize(64);
            assertThat(norm(vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aPictureHasTheSameVectorInWhateverBatch() throws Exception {
        try (ImageEncoder encoder = shipped()) {
            byte[] one = new byte[encoder.preprocessing().length()];
            byte[] other = new byte[one.length];
            Arrays.fill(other, (byte) 99);
            float[] alone = encoder.encode(List.of(other)).get(0);
            float[] among = encoder.encode(List.of(one, other, one)).get(1);
            assertThat(among).containsExactly(alone, within(1e-5f));
        }
    }

    /** Five-nearest-neighbour accuracy on Fashion-MNIST, as shared/data/README.md tells it. */
    @Test
    void aForeignEncoderRunsByItsManifest() throws Exception {
        assumeThat(SQUEEZENET).exists();
        assumeThat(FashionMnist.FOLDER).exists();
        Preprocessing preprocessing = Preprocessing.BGR96_CAFFE;
        byte[] file = Files.readAllBytes(SQUEEZENET);
        Tensor grey = preprocessing.tensor(List.of(new byte[preprocessing.length()]));
        List<Tensor> golden = TorchEngine.start().call(file, LoadedModel.FORWARD, List.of(grey));
        Method forward = forward(preprocessing, List.of(grey), golden);
        try (ImageEncoder encoder = encoder(described("bgr96-caffe", forward), file)) {
            LabelledPictures known =
                    FashionMnist.read(FashionMnist.FOLDER, "train", 400, preprocessing);
            LabelledPictures asked =
                    FashionMnist.read(FashionMnist.FOLDER, "t10k", 150, preprocessing);
            assertThat(
                            NeighbourAccuracy.of(
                                            known,
                                            encoder.encode(known.pixels()),
                                            asked,
                                            encoder.encode(asked.pixels()))
                                    .get("kind"))
                    .isGreaterThan(0.65);
        }
    }

    @Test
    void aModelThatTakesOtherPicturesIsRefused() throws Exception {
        StoredModel shipped = ImageEncoder.shipped();
        Method forward = shipped.manifest().method(LoadedModel.FORWARD);
        for (String preprocessing : List.of("rgb32-v1", "rgb64-v0")) {
            assertThatExceptionOfType(ModelRefusedException.class)
                    .isThrownBy(() -> encoder(described(preprocessing, forward), shipped.model()))
                    .withMessageContaining(preprocessing);
        }
    }

    private static ImageEncoder shipped() throws Exception {
        return new ImageEncoder(new ModelLoader().load(ImageEncoder.shipped()));
    }

    private static ImageEncoder encoder(ModelManifest manifest, byte[] file)
            throws ModelRefusedException {
        return new ImageEncoder(new ModelLoader().load(StoredModel.of(manifest, file)));
    }

    private static ModelManifest described(String preprocessing, Method forward) {
        return new ModelManifest(
                "foreign",
                "1.0",
                ModelFormat.TORCHSCRIPT,
                null,
                Map.of(LoadedModel.FORWARD, forward),
                preprocessing,
                null,
                null,
                null,
                null);
    }

    private static Method forward(
            Preprocessing preprocessing, List<Tensor> images, List<Tensor> vectors) {
        int dimensions = vectors.get(0).shape()[1];
        return Method.of(
                List.of(preprocessing.spec()),
                List.of(new TensorSpec("vectors", DataType.FLOAT32, List.of(-1, dimensions))),
                images,
                vectors,
                1e-3);
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
