package io.tillstream.models.clusters;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.ml.common.distance.DistanceMeasure;
import org.apache.flink.ml.common.distance.EuclideanDistanceMeasure;
import org.apache.flink.ml.linalg.BLAS;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.VectorWithNorm;

/**
 * Mini-batch k-means with decay: with each batch a cluster's old weight is multiplied by the decay
 * factor and its centroid becomes the weighted mean of old centroid and new points (the update rule
 * of Flink ML's OnlineKMeans and of Spark's StreamingKMeans). On Flink ML's linear algebra and
 * distance measures.
 *
 * <p>Features are standardised by their decayed mean and variance. Clusters have an identity: each
 * starts at an archetype, a point in standardised space that gives it its meaning, and the
 * archetype goes on counting as {@code anchor} times the total weight, so that an empty cluster
 * returns to it. A centroid that has come nearer to another archetype than to its own starts again
 * at its own; hence names stay true from one update to the next.
 *
 * <p>Deterministic: equal batches in equal order give equal states, to the bit. Stateless itself.
 */
public final class StreamingKMeans {
    private static final double SMALLEST_DEVIATION = 1e-9;
    private static final double LARGEST_Z = 4;

    private final DenseVector[] archetypes;
    private final VectorWithNorm[] archetypesWithNorm;
    private final double decay;
    private final double anchor;
    private final DistanceMeasure distance = EuclideanDistanceMeasure.getInstance();

    /**
     * @param archetypes cluster x feature, standardised
     * @param decay weight of the past at each batch, 0 to 1
     * @param anchor share of the total weight with which an archetype holds its cluster, 0 to 1
     */
    public StreamingKMeans(double[][] archetypes, double decay, double anchor) {
        this.archetypes =
                Arrays.stream(archetypes).map(DenseVector::new).toArray(DenseVector[]::new);
        this.archetypesWithNorm = withNorms(this.archetypes);
        this.decay = decay;
        this.anchor = anchor;
    }

    /**
     * Learns from a batch.
     *
     * @param state null before the first batch
     * @param points one row of features a point
     * @throws IllegalArgumentException if a feature is not finite
     */
    public KMeansState update(KMeansState state, List<double[]> points) {
        if (points.isEmpty()) {
            return state;
        }
        points.forEach(StreamingKMeans::requireFinite);
        KMeansState scaled = rescale(state, points);
        DenseVector[] centroids = centroids(scaled);
        double[] counts = new double[centroids.length];
        DenseVector[] sums = new DenseVector[centroids.length];
        Arrays.setAll(sums, k -> new DenseVector(dimensions()));
        VectorWithNorm[] nearest = withNorms(centroids);
        for (double[] point : points) {
            DenseVector z = new DenseVector(standardise(scaled, point));
            int k = distance.findClosest(nearest, new VectorWithNorm(z));
            BLAS.axpy(1, z, sums[k]);
            counts[k]++;
        }
        return moved(scaled, centroids, sums, counts);
    }

    private KMeansState moved(
            KMeansState state, DenseVector[] centroids, DenseVector[] sums, double[] counts) {
        double total = 0;
        double[] weights = new double[centroids.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = state.weights()[k] * decay + counts[k];
            total += weights[k];
        }
        double[] flat = new double[state.centroids().length];
        for (int k = 0; k < centroids.length; k++) {
            double prior = anchor * total;
            DenseVector mean = sums[k].clone();
            BLAS.axpy(state.weights()[k] * decay, centroids[k], mean);
            BLAS.axpy(prior, archetypes[k], mean);
            BLAS.scal(1 / (weights[k] + prior), mean);
            boolean own = distance.findClosest(archetypesWithNorm, new VectorWithNorm(mean)) == k;
            System.arraycopy(
                    own ? mean.values : archetypes[k].values,
                    0,
                    flat,
                    k * dimensions(),
                    dimensions());
        }
        return new KMeansState(
                flat, weights, state.means(), state.variances(), state.batches() + 1);
    }

    /**
     * Moves means and variances on to the batch; starts at the archetypes where there is no state.
     */
    private KMeansState rescale(KMeansState state, List<double[]> points) {
        int d = dimensions();
        double n = points.size();
        double[] means = new double[d];
        double[] variances = new double[d];
        double past = state == null ? 0 : decay * Arrays.stream(state.weights()).sum();
        for (int i = 0; i < d; i++) {
            double sum = 0;
            double squares = 0;
            for (double[] point : points) {
                sum += point[i];
                squares += point[i] * point[i];
            }
            double oldMean = past == 0 ? 0 : state.means()[i];
            double oldSquares = past == 0 ? 0 : state.variances()[i] + oldMean * oldMean;
            means[i] = (past * oldMean + sum) / (past + n);
            variances[i] =
                    Math.max(0, (past * oldSquares + squares) / (past + n) - means[i] * means[i]);
        }
        if (state != null) {
            return new KMeansState(
                    state.centroids(), state.weights(), means, variances, state.batches());
        }
        double[] flat = new double[archetypes.length * d];
        for (int k = 0; k < archetypes.length; k++) {
            System.arraycopy(archetypes[k].values, 0, flat, k * d, d);
        }
        return new KMeansState(flat, new double[archetypes.length], means, variances, 0);
    }

    /** Tells the clusters of points by one state; cheap to ask, not so cheap to make. */
    public final class Assigner {
        private final KMeansState state;
        private final VectorWithNorm[] nearest;

        private Assigner(KMeansState state) {
            this.state = state;
            this.nearest = withNorms(centroids(state));
        }

        /** The cluster of a point, 0 to k - 1. */
        public int clusterOf(double[] point) {
            DenseVector z = new DenseVector(standardise(state, point));
            return distance.findClosest(nearest, new VectorWithNorm(z));
        }

        /** The state that it goes by. */
        public KMeansState state() {
            return state;
        }
    }

    /** An assigner by a state. */
    public Assigner assigner(KMeansState state) {
        return new Assigner(state);
    }

    private int dimensions() {
        return archetypes[0].size();
    }

    private DenseVector[] centroids(KMeansState state) {
        int d = dimensions();
        DenseVector[] centroids = new DenseVector[archetypes.length];
        Arrays.setAll(
                centroids,
                k -> new DenseVector(Arrays.copyOfRange(state.centroids(), k * d, (k + 1) * d)));
        return centroids;
    }

    private static double[] standardise(KMeansState state, double[] point) {
        double[] z = new double[point.length];
        for (int i = 0; i < z.length; i++) {
            double deviation = Math.sqrt(state.variances()[i]);
            double distance = point[i] - state.means()[i];
            double score = deviation < SMALLEST_DEVIATION ? 0 : distance / deviation;
            z[i] = Math.max(-LARGEST_Z, Math.min(LARGEST_Z, score));
        }
        return z;
    }

    private static VectorWithNorm[] withNorms(DenseVector[] vectors) {
        return Arrays.stream(vectors).map(VectorWithNorm::new).toArray(VectorWithNorm[]::new);
    }

    private static void requireFinite(double[] point) {
        for (double value : point) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a feature is not finite: " + value);
            }
        }
    }
}
