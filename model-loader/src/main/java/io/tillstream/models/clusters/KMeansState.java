package io.tillstream.models.clusters;

/**
 * All that a {@link StreamingKMeans} knows, as plain arrays that any state backend can keep.
 *
 * @param centroids cluster x feature, standardised, row by row
 * @param weights decayed count of points of each cluster
 * @param means decayed mean of each feature
 * @param variances decayed variance of each feature
 * @param batches updates so far
 */
public record KMeansState(
        double[] centroids, double[] weights, double[] means, double[] variances, long batches) {}
