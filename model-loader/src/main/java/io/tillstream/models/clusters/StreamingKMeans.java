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
 * distance measures. Features are standardised by their decayed mean and variance.
 *
 * <p>Clusters have an identity, which is their index. Each starts at an archetype, a point in
 * standardised space that gives it its meaning, and is held there by two rules:
 *
 * <ul>
 *   <li>The archetype counts in the centroid like {@code anchor} times the weight of all clusters.
 *       So a cluster that loses its points returns to its archetype, and is there to take points
 *       again; one with a fair share of the points is hardly moved by it.
 *   <li>A centroid stays within its archetype's cell, the points that are nearer to it than to any
 *       other archetype: one that would leave is drawn back on the straight line to its archetype,
 *       to {@link #REACH} of the way to the border. So a name never stands for what another name
 *       means, and there is nothing to jump or to swap when clusters drift.
 * </ul>
 *
 * <p>Deterministic: equal batches give equal states, to the bit, in whatever order their points
 * stand. Stateless itself.
 */
public final class StreamingKMeans {
    private static final double SMALLEST_DEVIATION = 1e-9;
    private static final double LARGEST_Z = 4;

    /** How far a centroid may be on its way from its archetype to the border of the cell. */
    static final double REACH = 0.9;

    private final DenseVector[] archetypes;
    private final double decay;
    private final double anchor;
    private final DistanceMeasure distance = EuclideanDistanceMeasure.getInstance();

    /**
     * @param archetypes cluster x feature, standardised
     * @param decay weight of the past at each batch, 0 to 1
     * @param anchor what an archetype weighs in its cluster, as a share of the weight of all
     *     clusters, 0 to 1
     */
    public StreamingKMeans(double[][] archetypes, double decay, double anchor) {
        if (archetypes.length == 0
                || Arrays.stream(archetypes).anyMatch(a -> a.length != archetypes[0].length)) {
            throw new IllegalArgumentException("archetypes must be there and of one length");
        }
        if (!(decay >= 0 && decay <= 1 && anchor >= 0 && anchor <= 1)) {
            throw new IllegalArgumentException(
                    "decay and anchor must be 0 to 1, are " + decay + " and " + anchor);
        }
        Arrays.stream(archetypes).forEach(StreamingKMeans::requireFinite);
        this.archetypes =
                Arrays.stream(archetypes).map(DenseVector::new).toArray(DenseVector[]::new);
        this.decay = decay;
        this.anchor = anchor;
    }

    /**
     * Learns from a batch.
     *
     * @param state null before the first batch
     * @param batch one row of features a point; their order does not matter
     * @throws IllegalArgumentException if a feature is not finite or missing
     */
    public KMeansState update(KMeansState state, List<double[]> batch) {
        if (batch.isEmpty()) {
            return state;
        }
        batch.forEach(this::requirePoint);
        // Sums of doubles depend on their order in the last bits.
        List<double[]> points = batch.stream().sorted(Arrays::compare).toList();
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
        double oldPrior = anchor * Arrays.stream(state.weights()).sum();
        double[] weights = new double[centroids.length];
        Arrays.setAll(weights, k -> state.weights()[k] * decay + counts[k]);
        double prior = anchor * Arrays.stream(weights).sum();
        int d = dimensions();
        double[] flat = new double[state.centroids().length];
        for (int k = 0; k < centroids.length; k++) {
            // The old centroid holds the archetype once already: taken out, decayed, put in anew,
            // or else it would gather weight with every batch.
            DenseVector mean = sums[k].clone();
            BLAS.axpy((state.weights()[k] + oldPrior) * decay, centroids[k], mean);
            BLAS.axpy(prior - oldPrior * decay, archetypes[k], mean);
            double weight = weights[k] + prior;
            if (weight > 0) {
                BLAS.scal(1 / weight, mean);
                keepInCell(k, mean);
            } else {
                BLAS.axpy(1, centroids[k], mean);
            }
            System.arraycopy(mean.values, 0, flat, k * d, d);
        }
        return new KMeansState(
                flat, weights, state.means(), state.variances(), state.batches() + 1);
    }

    /** Draws a centroid that is about to leave its archetype's cell back into it. */
    private void keepInCell(int k, DenseVector centroid) {
        DenseVector way = centroid.clone();
        BLAS.axpy(-1, archetypes[k], way);
        double share = 1;
        for (int other = 0; other < archetypes.length; other++) {
            DenseVector between = archetypes[other].clone();
            BLAS.axpy(-1, archetypes[k], between);
            double towards = BLAS.dot(way, between);
            if (other != k && towards > 0) {
                // The border is where the way has come half the distance to the other archetype.
                share = Math.min(share, REACH * BLAS.dot(between, between) / (2 * towards));
            }
        }
        if (share < 1) {
            BLAS.scal(share, way);
            System.arraycopy(archetypes[k].values, 0, centroid.values, 0, dimensions());
            BLAS.axpy(1, way, centroid);
        }
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

    private void requirePoint(double[] point) {
        if (point.length != dimensions()) {
            throw new IllegalArgumentException(
                    "a point has " + point.length + " features, not " + dimensions());
        }
        requireFinite(point);
    }

    private static void requireFinite(double[] point) {
        for (double value : point) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a feature is not finite: " + value);
            }
        }
    }
}
