package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InBatchSoftmaxTest {
    private static final int WIDTH = 5;

    // Purchase 0 holds products 1 and 4, purchase 1 product 1, purchase 2 products 2 and 3.
    private final int[][] bought = {{1, 4}, {1}, {2, 3}};
    private final int[] baskets = {0, 0, 1, 2};
    private final int[] targets = {1, 4, 1, 2};
    private final double[] logQ = {-1, -0.5, -2, -3, -4};

    @Test
    void lossIsTheCrossEntropyOverTheCorrectedTrueNegatives() {
        float[] shoppers = drawn(1);
        float[] items = drawn(2);
        try (NDManager manager = Torch.newManager()) {
            NDArray corrections =
                    InBatchSoftmax.corrections(manager, baskets, targets, bought, logQ);
            float loss =
                    InBatchSoftmax.loss(
                                    manager.create(shoppers, new Shape(4, WIDTH)),
                                    manager.create(items, new Shape(4, WIDTH)),
                                    corrections)
                            .getFloat();
            assertThat((double) loss).isCloseTo(direct(shoppers, items), within(1e-4));
        }
    }

    private double direct(float[] shoppers, float[] items) {
        double sum = 0;
        for (int row = 0; row < 4; row++) {
            int[] own = bought[baskets[row]];
            double all = 0;
            for (int column = 0; column < 4; column++) {
                int target = targets[column];
                boolean negative = Arrays.stream(own).noneMatch(item -> item == target);
                if (column == row || negative) {
                    all += Math.exp(dot(shoppers, row, items, column) - logQ[target]);
                }
            }
            sum -= dot(shoppers, row, items, row) - logQ[targets[row]] - Math.log(all);
        }
        return sum / 4;
    }

    private static double dot(float[] a, int row, float[] b, int column) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += a[row * WIDTH + i] * b[column * WIDTH + i];
        }
        return sum;
    }

    private static float[] drawn(long seed) {
        Random random = new Random(seed);
        float[] values = new float[4 * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
