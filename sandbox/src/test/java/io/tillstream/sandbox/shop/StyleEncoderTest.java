package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.images.ImageDecoder;
import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.images.ImageException;
import io.tillstream.models.images.LabelledPictures;
import io.tillstream.models.images.LabelledPictures.Task;
import io.tillstream.models.images.NeighbourAccuracy;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.sandbox.shop.Fashion.Look;
import io.tillstream.sandbox.shop.Fashion.Palette;
import io.tillstream.sandbox.shop.Fashion.Pattern;
import io.tillstream.sandbox.shop.Fashion.Silhouette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shipped style encoder on pictures that it was not trained on, of looks in all mixtures. */
class StyleEncoderTest {
    private static final long SEED = 77;

    @Test
    void theNearestPicturesLookAlike() throws Exception {
        try (ImageEncoder encoder =
                new ImageEncoder(new ModelLoader().load(ImageEncoder.shipped()))) {
            LabelledPictures known = pictures(encoder, 0, 1_200);
            LabelledPictures asked = pictures(encoder, 1_200, 200);
            Map<String, Double> accuracy =
                    NeighbourAccuracy.of(
                            known,
                            encoder.encode(known.pixels()),
                            asked,
                            encoder.encode(asked.pixels()));
            assertThat(accuracy.get("colour")).isGreaterThan(0.95);
            assertThat(accuracy.get("pattern")).isGreaterThan(0.8);
            assertThat(accuracy.get("silhouette")).isGreaterThan(0.85);
        }
    }

    private static LabelledPictures pictures(ImageEncoder encoder, int from, int count)
            throws ImageException {
        List<Task> tasks =
                List.of(
                        task("colour", Palette.values()),
                        task("pattern", Pattern.values()),
                        task("silhouette", Silhouette.values()));
        List<byte[]> pixels = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            Rng rng = new Rng(SEED, "looks", i);
            Look look =
                    new Look(
                            rng.of(Palette.values()),
                            rng.of(Pattern.values()),
                            rng.of(Silhouette.values()));
            byte[] png = Pictures.png(look, SEED, i);
            pixels.add(encoder.preprocessing().pixels(ImageDecoder.DEFAULT.decode(png)));
            labels.add(
                    new int[] {
                        look.palette().ordinal(),
                        look.pattern().ordinal(),
                        look.silhouette().ordinal()
                    });
        }
        return new LabelledPictures(encoder.preprocessing(), tasks, pixels, labels);
    }

    private static Task task(String name, Enum<?>[] values) {
        return new Task(name, Arrays.stream(values).map(Enum::name).toList());
    }
}
