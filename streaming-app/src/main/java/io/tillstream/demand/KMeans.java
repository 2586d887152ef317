package io.tillstream.demand;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Clusters of points whose number and places are to be found: k-means by Lloyd (1982), started
 * several times at points drawn by k-means++ (Arthur and Vassilvitskii 2007). Equal points in equal
 * order give equal clusters. Where clusters have meanings that are known ahead, {@link
 * io.tillstream.models.clusters.StreamingKMeans} holds them to these.
 *
 * @param centres of the clusters
 */
record KMeans(double[][] centres) {
    private static final int STARTS = 8;
    private static final int ROUNDS = 25;

    /** The clusters, of those of all starts, to which the points are nearest. */
    static KMeans of(double[][] points, int count, SplittableRandom random) {
        KMeans best = null;
        for (int start = 0; start < STARTS; start++) {
            KMeans next = started(points, count, random);
            for (int round = 0; round < ROUNDS; round++) {
                next = next.moved(points);
            }
            best = best == null || next.inertia(points) < best.inertia(points) ? next : best;
        }
        return best;
    }

    /** Each centre is a point, the more likely the farther it is from those before. */
    private static KMeans started(double[][] points, int count, SplittableRandom random) {
        double[][] centres = new double[count][];
        double[] distances = new double[points.length];
        Arrays.fill(distances, 1);
        for (int k = 0; k < count; k++) {
            centres[k] = points[draw(distances, random)].clone();
            for (int i = 0; i < points.length; i++) {
                double distance = squared(points[i], centres[k]);
                distances[i] = k == 0 ? distance : Math.min(distances[i], distance);
            }
        }
        return new KMeans(centres);
    }

    private static int draw(double[] weights, SplittableRandom random) {
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        int i = 0;
        while (i < weights.length - 1 && left >= weights[i]) {
            left -= weights[i++];
        }
        return i;
    }

    private KMeans moved(double[][] points) {
        int[] counts = new int[centres.length];
        double[][] sums = new double[centres.length][centres[0].length];
        for (double[] point : points) {
            int k = nearest(point);
            counts[k]++;
            for (int i = 0; i < point.length; i++) {
                sums[k][i] += point[i];
            }
        }
        for (int k = 0; k < sums.length; k++) {
            for (int i = 0; i < sums[k].length; i++) {
                sums[k][i] = counts[k] > 0 ? sums[k][i] / counts[k] : centres[k][i];
            }
        }
        return new KMeans(sums);
    }

    /** Without the clusters that hold too few points, which are outliers; at least one is left. */
    KMeans withoutSmall(double[][] points, double leastCount) {
        int[] counts = counts(points);
        int largest = Arrays.stream(counts).max().orElseThrow();
        double least = Math.min(largest, leastCount);
        double[][] kept = new double[centres.length][];
        int size = 0;
        for (int k = 0; k < centres.length; k++) {
            if (counts[k] >= least) {
                kept[size++] = centres[k];
            }
        }
        return size == centres.length ? this : new KMeans(Arrays.copyOf(kept, size));
    }

    int[] counts(double[][] points) {
        int[] counts = new int[centres.length];
        for (double[] point : points) {
            counts[nearest(point)]++;
        }
        return counts;
    }

    int nearest(double[] point) {
        int nearest = 0;
        for (int k = 1; k < centres.length; k++) {
            if (squared(point, centres[k]) < squared(point, centres[nearest])) {
                nearest = k;
            }
        }
        return nearest;
    }

    private double inertia(double[][] points) {
        double sum = 0;
        for (double[] point : points) {
            sum += squared(point, centres[nearest(point)]);
        }
        return sum;
    }

    /** Mean of the points' silhouettes; 0 for a single cluster. */
    double silhouette(double[][] points) {
        return Arrays.stream(points).mapToDouble(this::silhouette).average().orElse(0);
    }

    /**
     * How much nearer a point is to the centre of its cluster than to the next one: the simplified
     * silhouette, Hruschka, de Castro and Campello (2004), "Evolutionary algorithms for clustering
     * gene-expression data".
     *
     * @return 0 to 1; 0 for a single cluster
     */
    double silhouette(double[] point) {
        double own = Double.MAX_VALUE;
        double next = Double.MAX_VALUE;
        for (double[] centre : centres) {
            double distance = Math.sqrt(squared(point, centre));
            next = Math.min(next, Math.max(own, distance));
            own = Math.min(own, distance);
        }
        return centres.length == 1 || next == 0 ? 0 : (next - own) / next;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
