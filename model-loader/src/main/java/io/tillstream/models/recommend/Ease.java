package io.tillstream.models.recommend;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

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
        DMatrixRMaj gram = gram(state.together(), items, lambda);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(items.length);
        if (!solver.setA(gram)) {
            throw new IllegalStateException("the Gram matrix is not positive definite");
        }
        DMatrixRMaj inverse = new DMatrixRMaj(items.length, items.length);
        solver.invert(inverse);
        int[] positions = new int[state.products()];
        java.util.Arrays.fill(positions, -1);
        for (int position = 0; position < items.length; position++) {
            positions[items[position]] = position;
        }
        return new Ease(items, positions, weights(inverse));
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

    private static DMatrixRMaj gram(CoPurchases together, int[] items, double lambda) {
        DMatrixRMaj gram = new DMatrixRMaj(items.length, items.length);
        for (int a = 0; a < items.length; a++) {
            for (int b = 0; b < a; b++) {
                int both = together.both(items[a], items[b]);
                gram.unsafe_set(a, b, both);
                gram.unsafe_set(b, a, both);
            }
            gram.unsafe_set(a, a, together.buyers(items[a]) + lambda);
        }
        return gram;
    }

    private static float[][] weights(DMatrixRMaj inverse) {
        int n = inverse.getNumRows();
        float[][] weights = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                weights[i][j] =
                        i == j
                                ? 0
                                : (float)
                                        (-inverse.unsafe_get(i, j) / inverse.unsafe_get(j, j));
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
