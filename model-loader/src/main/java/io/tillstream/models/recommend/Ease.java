package io.tillstream.models.recommend;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): the ridge
 * regression of each product on all others in closed form. With P the inverse of the Gram matrix
 * plus lambda on its diagonal, the weight of product i for product j is {@code -P_ij / P_jj}, and 0
 * for itself.
 */
public final class Ease implements Recommender {
    /** Products with the most buyers that it knows: the inverse costs their third power. */
    static final int MOST_PRODUCTS = 4_000;

    private final int[] items;
    private final int[] positions;
    private final float[][] weights;

    private Ease(int[] items, int[] positions, float[][] weights) {
        this.items = items;
        this.positions = positions;
        this.weights = weights;
    }

    /**
     * Fits to what was bought so far.
     *
     * @param lambda strength of the ridge, above 0
     */
    public static Ease fit(ShopState state, double lambda) {
        int[] items = mostBought(state.together(), state.products());
        double[] inverse = inverse(gram(state.together(), items, lambda), items.length);
        int[] positions = new int[state.products()];
        Arrays.fill(positions, -1);
        for (int position = 0; position < items.length; position++) {
            positions[items[position]] = position;
        }
        return new Ease(items, positions, weights(inverse, items.length));
    }

    private static int[] mostBought(CoPurchases together, int products) {
        return IntStream.range(0, products)
                .filter(i -> together.buyers(i) > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -together.buyers(i)))
                .limit(MOST_PRODUCTS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] gram(CoPurchases together, int[] items, double lambda) {
        int n = items.length;
        double[] gram = new double[n * n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                int both = together.both(items[a], items[b]);
                gram[a * n + b] = both;
                gram[b * n + a] = both;
            }
            gram[a * n + a] = together.buyers(items[a]) + lambda;
        }
        return gram;
    }

    private static double[] inverse(double[] matrix, int n) {
        try (NDManager manager = Torch.newManager()) {
            return manager.create(matrix, new Shape(n, n)).inverse().toDoubleArray();
        }
    }

    private static float[][] weights(double[] inverse, int n) {
        float[][] weights = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                weights[i][j] = i == j ? 0 : (float) (-inverse[i * n + j] / inverse[j * n + j]);
            }
        }
        return weights;
    }

    @Override
    public String name() {
        return "ease";
    }

    @Override
    public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
        double[] sums = new double[items.length];
        for (OwnedItem owned : state.shopper(customer).items()) {
            int position = positions[owned.item()];
            if (position >= 0) {
                addRow(weights[position], sums);
            }
        }
        double[] scores = new double[state.products()];
        for (int position = 0; position < items.length; position++) {
            scores[items[position]] = sums[position];
        }
        return scores;
    }

    private static void addRow(float[] row, double[] sums) {
        for (int j = 0; j < row.length; j++) {
            sums[j] += row[j];
        }
    }
}
