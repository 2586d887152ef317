package io.tillstream.models.recommend;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A graph of vectors by which those with about the greatest dot products are found without looking
 * at all of them: HNSW (Malkov and Yashunin, IEEE TPAMI 2020) by JVector. Such a graph needs
 * distances, which dot products are none: each vector gets one number more, which makes all of them
 * equally long, so that the nearest are those with the greatest dot products (Bachrach et al.,
 * "Speeding up the Xbox recommender system using a Euclidean transformation for inner-product
 * spaces", RecSys 2014).
 */
final class ItemGraph implements ItemIndex {
    private static final String CORES = "jvector.physical_core_count";

    /** Held, since java.util.logging forgets loggers that nobody holds. */
    private static final Logger JVECTOR = Logger.getLogger("io.github.jbellis.jvector");

    private static final VectorTypeSupport VECTORS = vectors();
    private static final VectorSimilarityFunction DISTANCE = VectorSimilarityFunction.EUCLIDEAN;

    /** Neighbours of a vector in each layer, the lowest first. */
    private static final List<Integer> LAYERS = List.of(32, 16, 16, 16);

    private static final int BEAM = 64;
    private static final float OVERFLOW = 1.2f;
    private static final float DIVERSITY = 1.2f;

    /** Vectors that a search looks at closely, as a multiple of those that it is asked for. */
    private static final int DEPTH = 16;

    private final RandomAccessVectorValues vectors;
    private final ImmutableGraphIndex graph;
    private final GraphSearcher searcher;

    /** Before it starts it is told to take one core, and not to warn of Java 17, which is fine. */
    private static VectorTypeSupport vectors() {
        JVECTOR.setLevel(Level.SEVERE);
        if (System.getProperty(CORES) == null) {
            System.setProperty(CORES, "1");
        }
        return VectorizationProvider.getInstance().getVectorTypeSupport();
    }

    private ItemGraph(RandomAccessVectorValues vectors, ImmutableGraphIndex graph) {
        this.vectors = vectors;
        this.graph = graph;
        this.searcher = new GraphSearcher(graph);
    }

    /**
     * Builds a graph on this thread alone; takes minutes for some 100,000.
     *
     * @param rows equally long, one or more
     * @param cancelled asked now and then
     * @throws CancellationException if it was
     */
    static ItemGraph of(List<float[]> rows, BooleanSupplier cancelled) {
        requireWanted(cancelled);
        float longest = 0;
        for (float[] row : rows) {
            longest = Math.max(longest, squared(row));
        }
        int width = rows.get(0).length + 1;
        VectorFloat<?>[] equallyLong = new VectorFloat<?>[rows.size()];
        for (int i = 0; i < equallyLong.length; i++) {
            float[] row = rows.get(i);
            float[] wider = Arrays.copyOf(row, width);
            wider[width - 1] = (float) Math.sqrt(Math.max(0, longest - squared(row)));
            equallyLong[i] = VECTORS.createFloatVector(wider);
        }
        return build(
                new ListRandomAccessVectorValues(Arrays.asList(equallyLong), width), cancelled);
    }

    private static void requireWanted(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the products are scored no more");
        }
    }

    private static float squared(float[] row) {
        float sum = 0;
        for (float x : row) {
            sum += x * x;
        }
        return sum;
    }

    private static ItemGraph build(RandomAccessVectorValues vectors, BooleanSupplier cancelled) {
        // Its own pools would take all cores, which others are at work on.
        ForkJoinPool alone = new ForkJoinPool(1);
        try (GraphIndexBuilder builder =
                GraphIndexBuilder.builder(
                                BuildScoreProvider.randomAccessScoreProvider(vectors, DISTANCE),
                                vectors.dimension(),
                                LAYERS)
                        .withBeamWidth(BEAM)
                        .withNeighborOverflow(OVERFLOW)
                        .withAlpha(DIVERSITY)
                        .withSimdExecutor(alone)
                        .withParallelExecutor(alone)
                        .build()) {
            for (int i = 0; i < vectors.size(); i++) {
                requireWanted(cancelled);
                long unused = builder.addGraphNode(i, vectors.getVector(i));
            }
            builder.cleanup();
            return new ItemGraph(vectors, builder.getGraph());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            alone.shutdown();
        }
    }

    @Override
    public int size() {
        return vectors.size();
    }

    /** Bytes of the graph and of its copy of the vectors, about. */
    long bytes() {
        return graph.ramBytesUsed() + (long) size() * (vectors.dimension() * Float.BYTES + 32);
    }

    @Override
    public int[][] nearest(float[] shoppers, int count, IntPredicate wanted) {
        int width = vectors.dimension() - 1;
        int[][] rows = new int[shoppers.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = nearest(shoppers, i * width, count, wanted);
        }
        return rows;
    }

    private int[] nearest(float[] query, int at, int count, IntPredicate wanted) {
        int width = vectors.dimension();
        float[] wider = Arrays.copyOf(Arrays.copyOfRange(query, at, at + width - 1), width);
        NodeScore[] found =
                searcher.search(
                                DefaultSearchScoreProvider.exact(
                                        VECTORS.createFloatVector(wider), DISTANCE, vectors),
                                DEPTH * count,
                                wanted::test)
                        .getNodes();
        return Arrays.stream(found).mapToInt(node -> node.node).toArray();
    }

    @Override
    public void close() {
        try {
            searcher.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
