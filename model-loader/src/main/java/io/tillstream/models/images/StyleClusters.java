package io.tillstream.models.images;

import io.tillstream.models.clusters.KMeansState;
import io.tillstream.models.clusters.StreamingKMeans;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of pictures that look alike: streaming k-means over an encoder's vectors. Where the groups
 * begin is learnt from a catalogue, by k-means (Lloyd) from starting points that are far from each
 * other, so that a group's number keeps its meaning while the stream moves it. Deterministic: equal
 * catalogues in equal order give equal groups.
 */
public final class StyleClusters {
    private static final int ROUNDS = 20;
    private static final double DECAY = 0.98;
    private static final double ANCHOR = 0.01;

    private final StreamingKMeans means;
    private final KMeansState start;

    private StyleClusters(KMeansState start) {
        int count = start.weights().length;
        int dimensions = start.means().length;
        double[][] centroids = new double[count][];
        Arrays.setAll(
                centroids,
                k -> Arrays.copyOfRange(start.centroids(), k * dimensions, (k + 1) * dimensions));
        this.means = new StreamingKMeans(centroids, DECAY, ANCHOR);
        this.start = start;
    }

    /**
     * The groups that began so.
     *
     * @param start as {@link #start} told it
     */
    public static StyleClusters startedAt(KMeansState start) {
        return new StyleClusters(start);
    }

    /**
     * Groups a catalogue.
     *
     * @param vectors of its pictures, all by one encoder
     * @param count of groups; there must be as many vectors that differ
     */
    public static StyleClusters of(List<float[]> vectors, int count) {
        if (vectors.size() < count || count < 1) {
            throw new IllegalArgumentException(
                    count + " groups cannot be made of " + vectors.size() + " pictures");
        }
        double[][] points = vectors.stream().map(StyleClusters::point).toArray(double[][]::new);
        double[] mean = mean(points);
        double[] variance = variance(points, mean);
        for (double[] point : points) {
            standardise(point, mean, variance);
        }
        double[][] centroids = farApart(points, count);
        int[] nearest = new int[points.length];
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.setAll(nearest, i -> nearest(points[i], centroids));
            moveToMeans(points, nearest, centroids);
        }
        double[] weights = new double[count];
        for (int cluster : nearest) {
            weights[cluster]++;
        }
        double[] flat = Arrays.stream(centroids).flatMapToDouble(Arrays::stream).toArray();
        return new StyleClusters(new KMeansState(flat, weights, mean, variance, 0));
    }

    /** The groups as the catalogue has them. */
    public KMeansState start() {
        return start;
    }

    /** The streaming k-means that moves the groups from there on. */
    public StreamingKMeans means() {
        return means;
    }

    /** A vector as k-means takes it. */
    public static double[] point(float[] vector) {
        double[] point = new double[vector.length];
        Arrays.setAll(point, i -> vector[i]);
        return point;
    }

    private static double[] mean(double[][] points) {
        double[] mean = new double[points[0].length];
        for (double[] point : points) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += point[i] / points.length;
            }
        }
        return mean;
    }

    private static double[] variance(double[][] points, double[] mean) {
        double[] variance = new double[mean.length];
        for (double[] point : points) {
            for (int i = 0; i < mean.length; i++) {
                double distance = point[i] - mean[i];
                variance[i] += distance * distance / points.length;
            }
        }
        return variance;
    }

    private static void standardise(double[] point, double[] mean, double[] variance) {
        for (int i = 0; i < point.length; i++) {
            point[i] = variance[i] > 0 ? (point[i] - mean[i]) / Math.sqrt(variance[i]) : 0;
        }
    }

    /** The first point, then each time the one that is farthest from those chosen. */
    private static double[][] farApart(double[][] points, int count) {
        double[][] chosen = new double[count][];
        double[] distance = new double[points.length];
        Arrays.fill(distance, Double.MAX_VALUE);
        int next = 0;
        for (int k = 0; k < count; k++) {
            chosen[k] = points[next].clone();
            for (int i = 0; i < points.length; i++) {
                distance[i] = Math.min(distance[i], squared(points[i], chosen[k]));
                next = distance[i] > distance[next] ? i : next;
            }
        }
        return chosen;
    }

    private static int nearest(double[] point, double[][] centroids) {
        int nearest = 0;
        for (int k = 1; k < centroids.length; k++) {
            if (squared(point, centroids[k]) < squared(point, centroids[nearest])) {
                nearest = k;
            }
        }
        return nearest;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static void moveToMeans(double[][] points, int[] nearest, double[][] centroids) {
        double[] counts = new double[centroids.length];
        double[][] sums = new double[centroids.length][centroids[0].length];
        for (int i = 0; i < points.length; i++) {
            counts[nearest[i]]++;
            for (int d = 0; d < points[i].length; d++) {
                sums[nearest[i]][d] += points[i][d];
            }
        }
        for (int k = 0; k < centroids.length; k++) {
            for (int d = 0; counts[k] > 0 && d < sums[k].length; d++) {
                centroids[k][d] = sums[k][d] / counts[k];
            }
        }
    }
}
