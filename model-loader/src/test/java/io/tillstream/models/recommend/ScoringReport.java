package io.tillstream.models.recommend;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures the search of the 100 best of many products for a batch of shoppers, with the Vector API
 * and without. A program of its own: {@code java --add-modules jdk.incubator.vector -cp ...
 * io.tillstream.models.recommend.ScoringReport 10000 100000}.
 */
final class ScoringReport {
    private static final int LENGTH = 100;
    private static final long LEAST_NANOS = 500_000_000L;

    private ScoringReport() {}

    /**
     * Measures.
     *
     * @param args numbers of products
     */
    public static void main(String[] args) {
        for (String products : args) {
            int size = Integer.parseInt(products);
            for (DotProducts dots : List.of(new PlainDotProducts(), DotProducts.fastest())) {
                ItemVectors<Integer> vectors = random(size, dots);
                for (int batch : new int[] {1, 8, 64, 256}) {
                    measure(vectors, batch, 2);
                    System.out.printf(
                            Locale.ROOT,
                            "%8d products, batch of %3d, %-18s %8.3f ms a shopper%n",
                            size,
                            batch,
                            dots.getClass().getSimpleName(),
                            measure(vectors, batch, 3));
                }
            }
        }
    }

    /** The best of several rounds. */
    private static double measure(ItemVectors<Integer> vectors, int batch, int rounds) {
        float[] shoppers = gaussian(batch, new Random(batch));
        double best = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            int calls = 0;
            long taken = 0;
            while (taken < LEAST_NANOS) {
                if (vectors.best(shoppers, LENGTH).size() != batch) {
                    throw new AssertionError();
                }
                calls++;
                taken = System.nanoTime() - start;
            }
            best = Math.min(best, taken / 1e6 / calls / batch);
        }
        return best;
    }

    private static ItemVectors<Integer> random(int size, DotProducts dots) {
        ItemVectors<Integer> vectors = new ItemVectors<>(dots);
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            vectors.put(
                    new TowerItem<>(ProductFacts.unknown("p" + i), null, true, i),
                    gaussian(1, random),
                    0);
        }
        return vectors;
    }

    private static float[] gaussian(int rows, Random random) {
        float[] values = new float[rows * ItemEncoder.WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
