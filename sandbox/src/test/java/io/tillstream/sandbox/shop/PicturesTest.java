package io.tillstream.sandbox.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.sandbox.shop.Fashion.Look;
import io.tillstream.sandbox.shop.Fashion.Palette;
import io.tillstream.sandbox.shop.Fashion.Pattern;
import io.tillstream.sandbox.shop.Fashion.Silhouette;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A nearest centroid on simple features must tell looks apart, on pictures it has not seen. */
class PicturesTest {
    private static final int PICTURES = 1_200;

    private static final List<Picture> GALLERY = pictures();

    private record Picture(Look look, int[] pixels) {}

    @Test
    void colourCanBeSeen() {
        assertThat(accuracy(p -> p.look.palette().ordinal(), 8, PicturesTest::colours))
                .isGreaterThan(0.7);
    }

    @Test
    void patternCanBeSeen() {
        assertThat(accuracy(p -> p.look.pattern().ordinal(), 6, PicturesTest::textures))
                .isGreaterThan(0.6);
    }

    @Test
    void silhouetteCanBeSeen() {
        assertThat(accuracy(p -> p.look.silhouette().ordinal(), 12, PicturesTest::shape))
                .isGreaterThan(0.8);
    }

    @Test
    void variantsOfALookDifferAndAreReproducible() {
        Look look = new Look(Palette.RED, Pattern.DOTS, Silhouette.A_LINE);
        assertThat(Pictures.png(look, 1, 1)).isEqualTo(Pictures.png(look, 1, 1));
        assertThat(Pictures.png(look, 1, 1)).isNotEqualTo(Pictures.png(look, 1, 2));
    }

    private static List<Picture> pictures() {
        Rng rng = new Rng(4, "looks");
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            Look look =
                    new Look(
                            rng.of(Palette.values()),
                            rng.of(Pattern.values()),
                            rng.of(Silhouette.values()));
            try {
                BufferedImage image =
                        ImageIO.read(new ByteArrayInputStream(Pictures.png(look, 9, i)));
                assertThat(image.getWidth()).isEqualTo(Pictures.SIZE);
                assertThat(image.getHeight()).isEqualTo(Pictures.SIZE);
                int[] pixels =
                        image.getRGB(0, 0, Pictures.SIZE, Pictures.SIZE, null, 0, Pictures.SIZE);
                pictures.add(new Picture(look, pixels));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return pictures;
    }

    private static double accuracy(
            ToIntFunction<Picture> label, int labels, Function<Picture, double[]> features) {
        double[][] sums = new double[labels][];
        int[] counts = new int[labels];
        int half = PICTURES / 2;
        for (Picture picture : GALLERY.subList(0, half)) {
            double[] x = features.apply(picture);
            int y = label.applyAsInt(picture);
            if (sums[y] == null) {
                sums[y] = new double[x.length];
            }
            counts[y]++;
            for (int i = 0; i < x.length; i++) {
                sums[y][i] += x[i];
            }
        }
        int right = 0;
        for (Picture picture : GALLERY.subList(half, PICTURES)) {
            double[] x = features.apply(picture);
            int best = -1;
            double nearest = Double.MAX_VALUE;
            for (int y = 0; y < labels; y++) {
                double distance = 0;
                for (int i = 0; i < x.length; i++) {
                    double d = x[i] - sums[y][i] / counts[y];
                    distance += d * d;
                }
                if (distance < nearest) {
                    nearest = distance;
                    best = y;
                }
            }
            right += best == label.applyAsInt(picture) ? 1 : 0;
        }
        return right / (double) (PICTURES - half);
    }

    private static boolean isGarment(Picture picture, int x, int y) {
        int background = picture.pixels[0];
        int pixel = picture.pixels[y * Pictures.SIZE + x];
        int difference = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            difference += Math.abs(((pixel >> shift) & 255) - ((background >> shift) & 255));
        }
        return difference > 25;
    }

    /** Shares of 64 coarse colours among the garment's pixels. */
    private static double[] colours(Picture picture) {
        double[] shares = new double[64];
        int count = 0;
        for (int y = 0; y < Pictures.SIZE; y++) {
            for (int x = 0; x < Pictures.SIZE; x++) {
                if (isGarment(picture, x, y)) {
                    int p = picture.pixels[y * Pictures.SIZE + x];
                    shares[((p >> 22) & 3) * 16 + ((p >> 14) & 3) * 4 + ((p >> 6) & 3)]++;
                    count++;
                }
            }
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= count;
        }
        return shares;
    }

    /** How alike pixels of the garment are that lie some steps apart, by direction and distance. */
    private static double[] textures(Picture picture) {
        int[][] steps = {
            {1, 0}, {0, 1}, {2, 0}, {0, 2}, {3, 0}, {0, 3}, {4, 0}, {0, 4}, {5, 0}, {0, 5}, {7, 0},
            {0, 7}, {2, 2}, {2, -2}, {4, 4}, {9, 0}, {0, 9}
        };
        double[] features = new double[steps.length + 1];
        double sum = 0;
        double squares = 0;
        int inside = 0;
        for (int y = 0; y < Pictures.SIZE; y++) {
            for (int x = 0; x < Pictures.SIZE; x++) {
                if (isWithin(picture, x, y)) {
                    double value = light(picture, x, y);
                    sum += value;
                    squares += value * value;
                    inside++;
                }
            }
        }
        double variance = squares / inside - sum / inside * (sum / inside);
        features[steps.length] = variance > 150 ? 1 : 0;
        for (int s = 0; s < steps.length; s++) {
            double difference = 0;
            int pairs = 0;
            for (int y = 0; y < Pictures.SIZE; y++) {
                for (int x = 0; x < Pictures.SIZE; x++) {
                    int toX = x + steps[s][0];
                    int toY = y + steps[s][1];
                    if (isWithin(picture, x, y) && isWithin(picture, toX, toY)) {
                        double d = light(picture, x, y) - light(picture, toX, toY);
                        difference += d * d;
                        pairs++;
                    }
                }
            }
            features[s] = pairs == 0 ? 0 : difference / pairs / Math.max(variance, 150);
        }
        return features;
    }

    private static boolean isWithin(Picture picture, int x, int y) {
        if (x < 2 || y < 2 || x > Pictures.SIZE - 3 || y > Pictures.SIZE - 3) {
            return false;
        }
        return isGarment(picture, x, y)
                && isGarment(picture, x - 2, y)
                && isGarment(picture, x + 2, y)
                && isGarment(picture, x, y - 2)
                && isGarment(picture, x, y + 2);
    }

    private static double light(Picture picture, int x, int y) {
        int p = picture.pixels[y * Pictures.SIZE + x];
        return 0.3 * ((p >> 16) & 255) + 0.59 * ((p >> 8) & 255) + 0.11 * (p & 255);
    }

    private static double[] shape(Picture picture) {
        double[] mask = new double[Pictures.SIZE * Pictures.SIZE];
        for (int y = 0; y < Pictures.SIZE; y++) {
            for (int x = 0; x < Pictures.SIZE; x++) {
                mask[y * Pictures.SIZE + x] = isGarment(picture, x, y) ? 1 : 0;
            }
        }
        return mask;
    }
}
