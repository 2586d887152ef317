package io.tillstream.models.recommend;

import java.util.Random;

/**
 * Vectors as towers give them: products lie around the middles of their kinds, some of which are
 * more in demand and longer than others, and shoppers look for something near one of them.
 */
final class ClusteredItems {
    private static final int WIDTH = ItemEncoder.WIDTH;
    private static final double SPREAD = 0.6;

    private final float[][] middles;
    private final Random random;

    ClusteredItems(int kinds, long seed) {
        random = new Random(seed);
        middles = new float[kinds][WIDTH];
        for (float[] middle : middles) {
            double length = 0.5 + random.nextDouble();
            for (int d = 0; d < WIDTH; d++) {
                middle[d] = (float) (length * random.nextGaussian());
            }
        }
    }

    /** The next vector, of a product or a shopper. */
    float[] next() {
        float[] middle = middles[random.nextInt(middles.length)];
        float[] vector = new float[WIDTH];
        for (int d = 0; d < WIDTH; d++) {
            vector[d] = (float) (middle[d] + SPREAD * random.nextGaussian());
        }
        return vector;
    }

    /** As many vectors, row by row. */
    float[] rows(int count) {
        float[] rows = new float[count * WIDTH];
        for (int i = 0; i < count; i++) {
            System.arraycopy(next(), 0, rows, i * WIDTH, WIDTH);
        }
        return rows;
    }

    static TowerItem<Integer> item(int number, boolean shown) {
        return new TowerItem<>(ProductFacts.unknown("p" + number), null, shown, number);
    }
}
