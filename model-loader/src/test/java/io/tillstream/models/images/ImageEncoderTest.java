package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tillstream.models.images.EncoderManifest.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEncoderTest {
    private static final Path SQUEEZENET =
            Path.of("../../shared/data/squeezenet/squeezenet10_embed_fp32.pt");

    @TempDir Path dir;

    /** Opening compares the golden vectors. */
    @Test
    void theShippedEncoderGivesItsGoldenVectors() throws Exception {
        try (ImageEncoder encoder = ImageEncoder.openShipped()) {
            assertThat(encoder.model()).isEqualTo("style-encoder/1");
            assertThat(encoder.preprocessing()).isEqualTo(Preprocessing.RGB64_V1);
            List<byte[]> pixels = List.of(new byte[encoder.preprocessing().length()]);
            float[] vector = encoder.encode(pixels).get(0);
            assertThat(vector).hasSize(64);
            assertThat(norm(vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aPictureHasTheSameVectorInWhateverBatch() throws Exception {
        try (ImageEncoder encoder = ImageEncoder.openShipped()) {
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
        float[] images = new float[preprocessing.length()];
        preprocessing.normalise(new byte[images.length], images, 0);
        float[] vectors;
        try (EncoderNetwork network = new EncoderNetwork(SQUEEZENET.toAbsolutePath())) {
            vectors = network.forward(images, 1, preprocessing.side());
        }
        Files.copy(SQUEEZENET, dir.resolve("model.pt"));
        EncoderManifest manifest =
                new EncoderManifest(
                        "squeezenet",
                        "1.0",
                        ImageEncoder.sha256(Files.readAllBytes(SQUEEZENET)),
                        preprocessing,
                        512,
                        new Golden(images, vectors, 1e-3),
                        Map.of());
        Files.write(dir.resolve("model.json"), manifest.toJson());
        try (ImageEncoder encoder = ImageEncoder.open(dir)) {
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

    private static double norm(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
