package io.tillstream.models.recommend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * Loss of a batch whose negatives are the targets of the others in it (Yi et al.,
 * "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations", RecSys 2019).
 * Popular products stand in more batches than their share as a negative: {@code log q} of each, its
 * probability to be drawn, is taken off its logit. What is no negative in truth, the same product
 * again or another of the same purchase, is masked.
 */
final class InBatchSoftmax {
    private static final float MASKED = -1e9f;

    private InBatchSoftmax() {}

    /**
     * The mean cross entropy.
     *
     * @param shoppers pairs x width
     * @param items pairs x width: the target of each pair
     * @param corrections pairs x pairs, see {@link #corrections}
     */
    static NDArray loss(NDArray shoppers, NDArray items, NDArray corrections) {
        NDArray logits = shoppers.matMul(items.transpose()).add(corrections);
        NDArray own = shoppers.mul(items).sum(new int[] {1}).add(diagonal(corrections));
        NDArray best = logits.max(new int[] {1}, true).duplicate();
        best.setRequiresGradient(false);
        NDArray all = logits.sub(best).exp().sum(new int[] {1}).log().add(best.squeeze(1));
        return all.sub(own).mean();
    }

    private static NDArray diagonal(NDArray square) {
        NDManager manager = square.getManager();
        long n = square.getShape().get(0);
        return square.mul(manager.eye((int) n)).sum(new int[] {1});
    }

    /**
     * What is added to the logits: minus {@code log q} of the column's target, or a very small
     * number where the column is no negative of the row.
     *
     * @param baskets for each pair the purchase it belongs to
     * @param targets for each pair the product bought
     * @param bought by purchase, all that was bought
     * @param logQ by product
     */
    static NDArray corrections(
            NDManager manager, int[] baskets, int[] targets, int[][] bought, double[] logQ) {
        int n = targets.length;
        float[] values = new float[n * n];
        for (int row = 0; row < n; row++) {
            int[] own = bought[baskets[row]];
            for (int column = 0; column < n; column++) {
                boolean positive = column != row && Arrays.binarySearch(own, targets[column]) >= 0;
                values[row * n + column] = positive ? MASKED : (float) -logQ[targets[column]];
            }
        }
        return manager.create(values, new Shape(n, n));
    }
}
