package io.tillstream.models.recommend;

import io.tillstream.models.inference.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the search of the 100 best of many products on the device on which models run, by the
 * number of shoppers that are asked for at a time. A program of its own: {@code java -cp ...
 * io.tillstream.models.recommend.DeviceReport 1000000}.
 */
final class DeviceReport {
    private static final int LENGTH = 100;
    private static final int ROUNDS = 5;

    private DeviceReport() {}

    /**
     * Measures.
     *
     * @param args numbers of products
     */
    public static void main(String[] args) {
        for (String products : args) {
            measure(Integer.parseInt(products));
        }
    }

    private static void measure(int size) {
        ClusteredItems source = new ClusteredItems(Math.max(1, size / 200), 1);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(source.next());
        }
        try (DeviceVectors vectors = DeviceVectors.of(rows, () -> false)) {
            for (int batch : new int[] {1, 8, 64, DeviceVectors.BATCH}) {
                System.out.printf(
                        Locale.ROOT,
                        "%8d products on %s, batch of %3d: %9.3f ms%n",
                        size,
                        TorchEngine.start().device(),
                        batch,
                        millis(vectors, source.rows(batch)));
            }
        }
    }

    /** The best of some rounds, the first of which warms up. */
    private static double millis(DeviceVectors vectors, float[] shoppers) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            if (vectors.nearest(shoppers, LENGTH, row -> true)[0].length != LENGTH) {
                throw new AssertionError();
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return best;
    }
}
