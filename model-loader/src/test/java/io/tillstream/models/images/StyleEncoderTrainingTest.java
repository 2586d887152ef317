package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tillstream.models.images.LabelledPictures.Task;
import io.tillstream.models.images.StyleEncoderTraining.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleEncoderTrainingTest {
    private static final Settings SHORT = new Settings(6, 16, 3e-3f, 1, 1);
    private static final List<Task> TASKS =
            List.of(
                    new Task("colour", List.of("red", "blue")),
                    new Task("stripes", List.of("across", "along")));

    @TempDir Path dir;

    @Test
    void whatWasTrainedIsAVersionThatTellsNewPicturesApart() throws Exception {
        LabelledPictures heldOut = pictures(40, 2);
        EncoderVersion.Summary summary =
                EncoderVersion.train(pictures(96, 1), heldOut, SHORT, dir, "1", percent -> {});
        assertThat(summary.loss()).isLessThan(0.3);
        assertThat(summary.accuracy()).hasEntrySatisfying("colour", a -> assertThat(a).isOne());
        assertThat(summary.accuracy().get("stripes")).isGreaterThan(0.9);
        try (ImageEncoder encoder = ImageEncoder.open(summary.folder())) {
            assertThat(encoder.model()).isEqualTo("style-encoder/1");
            float[] vector = encoder.encode(heldOut.pixels()).get(0);
            assertThat(vector).hasSize(encoder.dimensions());
        }
    }

    @Test
    void aVersionThatIsNotWhatItsManifestTellsIsRefused() throws Exception {
        LabelledPictures pictures = pictures(32, 1);
        Settings once = new Settings(1, 16, 3e-3f, 1, 1);
        Path folder =
                EncoderVersion.train(pictures, pictures, once, dir, "1", percent -> {}).folder();
        Path other =
                EncoderVersion.train(
                                pictures,
                                pictures,
                                new Settings(1, 16, 3e-3f, 1, 2),
                                dir,
                                "2",
                                percent -> {})
                        .folder();
        byte[] json = Files.readAllBytes(folder.resolve("model.json"));
        byte[] foreign = Files.readAllBytes(other.resolve("model.pt"));
        String hash = ImageEncoder.sha256(Files.readAllBytes(folder.resolve("model.pt")));

        Files.write(folder.resolve("model.pt"), foreign);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ImageEncoder.open(folder))
                .withMessageContaining("sha256");

        String forged = new String(json, StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("model.json"), forged.replace(hash, ImageEncoder.sha256(foreign)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ImageEncoder.open(folder))
                .withMessageContaining("golden");
    }

    @Test
    void tooManyClassesOrTooFewPicturesAreRefused() {
        List<String> many = IntStream.range(0, 65).mapToObj(Integer::toString).toList();
        LabelledPictures wide =
                new LabelledPictures(
                        Preprocessing.RGB32_V1, List.of(new Task("t", many)), List.of(), List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> train(wide));
        assertThatIllegalArgumentException().isThrownBy(() -> train(pictures(15, 1)));
    }

    private void train(LabelledPictures pictures) throws IOException {
        StyleEncoderTraining.train(pictures, SHORT, dir.resolve("none.pt"), percent -> {});
    }

    /** Red or blue stripes on white, across or along. */
    private static LabelledPictures pictures(int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> pixels = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] label = {random.nextInt(2), random.nextInt(2)};
            int phase = random.nextInt(8);
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 32 * 32; at++) {
                int along = label[1] == 0 ? at / 32 : at % 32;
                boolean painted = (along + phase) % 8 < 4;
                int rgb = label[0] == 0 ? 0xC02020 : 0x2020C0;
                image.setRGB(at % 32, at / 32, painted ? rgb : 0xFFFFFF);
            }
            pixels.add(Preprocessing.RGB32_V1.pixels(image));
            labels.add(label);
        }
        return new LabelledPictures(Preprocessing.RGB32_V1, TASKS, pixels, labels);
    }
}
