package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
    @ParameterizedTest
    @CsvSource({"40,30,13,11", "40,30,80,45", "7,5,7,10", "64,64,1,1", "1,9,3,3", "100,3,10,6"})
    void resizingIsTheTriangleFilterOfEachTargetPixel(int w, int h, int toW, int toH) {
        BufferedImage image = noise(w, h);
        BufferedImage resized = Resampling.resize(image, toW, toH);
        for (int y = 0; y < toH; y++) {
            for (int x = 0; x < toW; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    double expected = naive(image, toW, toH, x, y, shift);
                    assertThat((double) (resized.getRGB(x, y) >> shift & 0xFF))
                            .isCloseTo(expected, within(0.51));
                }
            }
        }
    }

    /** By the definition: the weighted mean over the whole picture. */
    private static double naive(BufferedImage image, int toW, int toH, int x, int y, int shift) {
        double scaleX = (double) image.getWidth() / toW;
        double scaleY = (double) image.getHeight() / toH;
        double sum = 0;
        double weights = 0;
        for (int j = 0; j < image.getHeight(); j++) {
            for (int i = 0; i < image.getWidth(); i++) {
                double dx = Math.abs(i + 0.5 - (x + 0.5) * scaleX) / Math.max(1, scaleX);
                double dy = Math.abs(j + 0.5 - (y + 0.5) * scaleY) / Math.max(1, scaleY);
                double weight = Math.max(0, 1 - dx) * Math.max(0, 1 - dy);
                sum += weight * (image.getRGB(i, j) >> shift & 0xFF);
                weights += weight;
            }
        }
        return sum / weights;
    }

    @Test
    void aWidePictureLiesOnWhite() {
        byte[] pixels = Preprocessing.RGB64_V1.pixels(plain(200, 100, 0x102030));
        assertThat(pixels[0]).isEqualTo((byte) 0xFF);
        assertThat(pixels[32 * 64 + 32]).isEqualTo((byte) 0x10);
        assertThat(pixels[64 * 64 + 32 * 64 + 32]).isEqualTo((byte) 0x20);
    }

    @Test
    void inceptionSeesTheMiddle() {
        BufferedImage image = plain(600, 300, 0xFF0000);
        for (int x = 150; x < 450; x++) {
            for (int y = 0; y < 300; y++) {
                image.setRGB(x, y, 0x00FF00);
            }
        }
        byte[] pixels = Preprocessing.RGB299_INCEPTION.pixels(image);
        assertThat(pixels).hasSize(3 * 299 * 299);
        assertThat(pixels[0]).isZero();
        assertThat(pixels[299 * 299]).isEqualTo((byte) 0xFF);
    }

    @Test
    void numbersAreThoseOfTheNetworksThatTheyAreFor() {
        assertThat(first(Preprocessing.RGB64_V1, 0xFF0000))
                .containsExactly(new float[] {1, -1, -1}, within(1e-6f));
        assertThat(first(Preprocessing.RGB299_INCEPTION, 0xFF0000))
                .containsExactly(
                        new float[] {
                            (1 - .485f) / .229f, -.456f / .224f, -.406f / .225f,
                        },
                        within(1e-5f));
        assertThat(first(Preprocessing.BGR96_CAFFE, 0xFF0000))
                .containsExactly(new float[] {-104, -117, 255 - 123}, within(1e-4f));
    }

    @Test
    void extremeShapesAreTaken() {
        for (Preprocessing preprocessing : Preprocessing.values()) {
            assertThat(preprocessing.pixels(plain(1, 5_000, 0))).hasSize(preprocessing.length());
            assertThat(preprocessing.pixels(plain(5_000, 1, 0))).hasSize(preprocessing.length());
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThat(Preprocessing.of("rgb64-v1")).isEqualTo(Preprocessing.RGB64_V1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.of("rgb65"))
                .withMessageContaining("rgb64-v1");
    }

    private static float[] first(Preprocessing preprocessing, int rgb) {
        int side = preprocessing.side();
        float[] numbers = new float[preprocessing.length()];
        preprocessing.normalise(preprocessing.pixels(plain(side, side, rgb)), numbers, 0);
        return new float[] {numbers[0], numbers[side * side], numbers[2 * side * side]};
    }

    private static BufferedImage plain(int width, int height, int rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, rgb);
        }
        return image;
    }

    private static BufferedImage noise(int width, int height) {
        BufferedImage image = plain(width, height, 0);
        Random random = new Random(1);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return image;
    }
}
