package io.tillstream.models.recommend;

import static io.tillstream.models.recommend.ClusteredItems.item;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures the search of the 100 best of many products by a graph beside the exact one. A program
 * of its own: {@code java --add-modules jdk.incubator.vector -cp ...
 * io.tillstream.models.recommend.GraphReport 50000 250000}.
 */
final class GraphReport {
    private static final int WIDTH = ItemEncoder.WIDTH;
    private static final int LENGTH = 100;
    private static final int SHOPPERS = 200;
    private static final int ROUNDS = 3;

    private GraphReport() {}

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
        ClusteredItems source = new ClusteredItems(size / 200, 1);
        ItemVectors<Integer> vectors = new ItemVectors<>();
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] row = source.next();
            rows.add(row);
            vectors.put(item(i, true), row, 0);
        }
        float[] shoppers = source.rows(SHOPPERS);
        long start = System.nanoTime();
        try (ItemGraph graph = ItemGraph.of(rows, () -> false)) {
            double built = (System.nanoTime() - start) / 1e9;
            BitSet none = new BitSet();
            System.out.printf(
                    Locale.ROOT,
                    "%d products: recall@%d %.4f, built in %.1f s on one thread, %.0f MiB,"
                            + " %.3f ms a shopper, exact %.3f ms%n",
                    size,
                    LENGTH,
                    recall(
                            vectors.best(shoppers, LENGTH),
                            vectors.best(shoppers, LENGTH, graph, none)),
                    built,
                    graph.bytes() / 1048576.0,
                    millis(() -> vectors.best(shoppers, LENGTH, graph, none)),
                    millis(() -> exactOneByOne(vectors, shoppers)));
        }
    }

    /** As the stream asks when hardly anybody waits. */
    private static void exactOneByOne(ItemVectors<Integer> vectors, float[] shoppers) {
        float[] shopper = new float[WIDTH];
        for (int i = 0; i < SHOPPERS; i++) {
            System.arraycopy(shoppers, i * WIDTH, shopper, 0, WIDTH);
            vectors.best(shopper, LENGTH);
        }
    }

    private static double recall(
            List<TowerAnswer<Integer>> exact, List<TowerAnswer<Integer>> about) {
        int found = 0;
        for (int i = 0; i < SHOPPERS; i++) {
            Set<Integer> best = new HashSet<>(exact.get(i).cards());
            best.retainAll(about.get(i).cards());
            found += best.size();
        }
        return (double) found / SHOPPERS / LENGTH;
    }

    /** The best of some rounds, a shopper. */
    private static double millis(Runnable search) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            search.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e6 / SHOPPERS);
        }
        return best;
    }
}
