package io.tillstream.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.inference.InferenceException;
import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.serving.MicroBatcher;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.serving.ModelKind;
import io.tillstream.serving.ServedModel;
import io.tillstream.serving.ServingSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureDeskTest {
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0;

    /** Of the encoder, each time. */
    private static final long PAUSE_MICROS = 20_000;

    /** With the one that fails as many as may be under way: more would be turned away. */
    private static final int PICTURES = PictureStories.CAPACITY - 1;

    /**
     * Let the first picture's batch wait until the others can make up one; static, as kinds travel.
     */
    private static final CountDownLatch ASKED = new CountDownLatch(PICTURES + 1);

    /** The shipped encoder, but for black pictures, at which it fails with all of their batch. */
    private record Fussy() implements ModelKind<ImageEncoder> {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return ImageEncoder.SHIPPED;
        }

        @Override
        public ImageEncoder make(StoredModel stored) throws ModelRefusedException {
            return new ImageEncoder(
                    new FussyModel(new ModelLoader(EncoderKind.BATCH).load(stored)));
        }

        @Override
        public Optional<StoredModel> shipped() throws IOException {
            return Optional.of(ImageEncoder.shipped());
        }
    }

    private record FussyModel(LoadedModel model) implements LoadedModel {
        @Override
        public ModelManifest manifest() {
            return model.manifest();
        }

        @Override
        public List<Tensor> run(String method, List<Tensor> inputs) {
            awaitAll();
            long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(PAUSE_MICROS);
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            Tensor.Floats images = (Tensor.Floats) inputs.get(0);
            for (int i = 0; i < EncoderKind.BATCH; i++) {
                float[] image = images.row(i);
                if (image[image.length / 2] < 0) {
                    throw new InferenceException("too dark", null);
                }
            }
            return model.run(method, inputs);
        }

        @Override
        public void close() {
            model.close();
        }
    }

    private static void awaitAll() {
        try {
            assertThat(ASKED.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPictureAtWhichTheEncoderFailsDoesNotTakeItsBatchAlong() throws Exception {
        PictureSettings settings =
                PictureStories.settings(new ServingSettings(null, 5), ImageEncoder.SHIPPED, false);
        Map<String, Encoded> answers = new ConcurrentHashMap<>();
        CountDownLatch answered = new CountDownLatch(PICTURES + 1);
        try (ServedModel<ImageEncoder> encoder = ServedModel.open(settings.serving(), new Fussy());
                PictureDesk desk =
                        new PictureDesk(
                                settings,
                                PictureDeskTest::fetch,
                                encoder,
                                MicroBatcher.Times.UNTOLD)) {
            for (int i = 0; i <= PICTURES; i++) {
                String uri = i == PICTURES / 2 ? "poison" : "picture " + i;
                desk.ask(
                        uri,
                        answer -> {
                            answers.put(uri, answer);
                            answered.countDown();
                        });
            }
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(encoder.takeTimes())
                    .singleElement()
                    .satisfies(
                            times -> {
                                assertThat(times.version())
                                        .isEqualTo(encoder.version().orElseThrow().version());
                                assertThat(times.micros().total())
                                        .as("the batch that failed, and each picture alone")
                                        .isGreaterThan(PICTURES + 1);
                                assertThat(times.micros().quantile(0.01))
                                        .isGreaterThanOrEqualTo(PAUSE_MICROS);
                            });
        }
        assertThat(answers.get("poison").refusal()).isEqualTo(PictureRefusal.FAILED);
        float[] vector = answers.get("picture 0").embedding();
        answers.remove("poison");
        assertThat(answers.values())
                .hasSize(PICTURES)
                .allSatisfy(answer -> assertThat(answer.embedding()).isEqualTo(vector));
    }

    private static byte[] fetch(String uri) {
        ASKED.countDown();
        return picture(uri);
    }

    private static byte[] picture(String uri) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        int rgb = uri.equals("poison") ? BLACK : WHITE;
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, rgb);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
