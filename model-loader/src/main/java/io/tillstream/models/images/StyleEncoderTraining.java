package io.tillstream.models.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Trains a style encoder from labelled pictures. Its heads tell the tasks' classes from nothing but
 * the unit vector, with the sum of the tasks' cross entropies as loss, so that pictures that agree
 * are near each other by cosine. Pictures are mirrored and shifted at random. Deterministic on a
 * machine: equal pictures and settings give equal weights.
 */
public final class StyleEncoderTraining {
    /** What all heads can tell apart together: columns of the skeleton. */
    public static final int MOST_CLASSES = 64;

    private StyleEncoderTraining() {}

    /**
     * How to train.
     *
     * @param epochs times that each picture is seen
     * @param batch pictures of a step
     * @param rate of Adam at the start; it falls to zero on a cosine
     * @param shift pixels that a picture may move to each side
     */
    public record Settings(int epochs, int batch, float rate, int shift, long seed) {
        /** What the shipped encoder was trained with. */
        public static final Settings DEFAULT = new Settings(5, 64, 3e-3f, 2, 1);
    }

    /**
     * What was learnt.
     *
     * @param torchScript N x 3 x side x side in, N unit vectors out
     * @param loss mean over the last epoch
     */
    public record Trained(byte[] torchScript, double loss) {}

    /**
     * Trains a network.
     *
     * @param progress is told the share of steps done, in percent
     * @throws IllegalArgumentException if there are too many classes or no whole batch
     */
    public static Trained train(LabelledPictures pictures, Settings settings, IntConsumer progress)
            throws IOException {
        int perEpoch = pictures.size() / settings.batch();
        requireTrainable(pictures, perEpoch);
        int steps = perEpoch * settings.epochs();
        Random random = new Random(settings.seed());
        try (TrainableNetwork network =
                new TrainableNetwork(settings.seed(), settings.rate(), steps)) {
            double loss = 0;
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                List<Integer> order = shuffled(pictures.size(), random);
                loss = 0;
                for (int b = 0; b < perEpoch; b++) {
                    List<Integer> batch =
                            order.subList(b * settings.batch(), (b + 1) * settings.batch());
                    loss += step(network, pictures.at(batch), settings.shift(), random) / perEpoch;
                    progress.accept(100 * (epoch * perEpoch + b + 1) / steps);
                }
            }
            return new Trained(network.torchScript(), loss);
        }
    }

    private static void requireTrainable(LabelledPictures pictures, int batches) {
        if (pictures.classes() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    "the pictures differ in "
                            + pictures.classes()
                            + " classes; the encoder learns at most "
                            + MOST_CLASSES);
        }
        if (batches == 0) {
            throw new IllegalArgumentException(
                    pictures.size() + " pictures are less than one batch");
        }
    }

    private static List<Integer> shuffled(int count, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order;
    }

    private static float step(
            TrainableNetwork network, LabelledPictures batch, int shift, Random random) {
        Preprocessing preprocessing = batch.preprocessing();
        float[] images = new float[batch.size() * preprocessing.length()];
        for (int i = 0; i < batch.size(); i++) {
            byte[] varied = varied(batch.pixels().get(i), preprocessing.side(), shift, random);
            preprocessing.normalise(varied, images, i * preprocessing.length());
        }
        int tasks = batch.tasks().size();
        int[][] labels = new int[tasks][];
        int[] classes = new int[tasks];
        for (int t = 0; t < tasks; t++) {
            labels[t] = batch.labelsOf(t);
            classes[t] = batch.tasks().get(t).classes().size();
        }
        return network.step(images, preprocessing.side(), labels, classes);
    }

    /** Mirrored or not, and moved; what moves in repeats the edge. */
    private static byte[] varied(byte[] pixels, int side, int shift, Random random) {
        boolean mirrored = random.nextBoolean();
        int dx = random.nextInt(2 * shift + 1) - shift;
        int dy = random.nextInt(2 * shift + 1) - shift;
        byte[] varied = new byte[pixels.length];
        for (int at = 0; at < pixels.length; at++) {
            int row = at / side;
            int channel = row / side;
            int y = clamp(row % side + dy, side);
            int x = clamp(at % side + dx, side);
            int from = mirrored ? side - 1 - x : x;
            varied[at] = pixels[(channel * side + y) * side + from];
        }
        return varied;
    }

    private static int clamp(int value, int side) {
        return Math.max(0, Math.min(side - 1, value));
    }
}
