package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tillstream.models.images.LabelledPictures.Task;
import io.tillstream.models.images.StyleEncoderTraining.Settings;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelRegistry;
import io.tillstream.models.registry.StoredModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
    void whatWasTrainedIsTheCurrentVersionAndTellsNewPicturesApart() throws Exception {
        ModelRegistry registry = new ModelRegistry(dir);
        LabelledPictures heldOut = pictures(40, 2);
        StyleEncoderRelease.Summary summary =
                StyleEncoderRelease.publish(
                        pictures(96, 1), heldOut, SHORT, registry, "1", percent -> {});
        assertThat(summary.loss()).isLessThan(0.3);
        assertThat(summary.accuracy()).hasEntrySatisfying("colour", a -> assertThat(a).isOne());
        assertThat(summary.accuracy().get("stripes")).isGreaterThan(0.9);
        assertThat(registry.current(ImageEncoder.SHIPPED)).contains(summary.id());
        StoredModel stored = registry.read(summary.id());
        assertThat(stored.manifest().metrics())
                .containsEntry("knn5_accuracy_colour", summary.accuracy().get("colour"));
        try (ImageEncoder encoder = new ImageEncoder(new ModelLoader().load(stored))) {
            assertThat(encoder.id()).isEqualTo(summary.id());
            float[] vector = encoder.encode(heldOut.pixels()).get(0);
            assertThat(vector).hasSize(encoder.dimensions());
        }
    }

    @Test
    void aVersionThatIsThereIsNotTrainedAgain() throws Exception {
        Files.createDirectories(dir.resolve("style-encoder/1"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                StyleEncoderRelease.publish(
                                        pictures(96, 1),
                                        pictures(40, 2),
                                        SHORT,
                                        new ModelRegistry(dir),
                                        "1",
                                        percent -> {}))
                .withMessageContaining("style-encoder/1 is there already");
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
        StyleEncoderTraining.train(pictures, SHORT, percent -> {});
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
