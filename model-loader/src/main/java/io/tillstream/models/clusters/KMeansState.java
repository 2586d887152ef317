package io.tillstream.models.clusters;

/** State. */
public record KMeansState(
        double[] centroids, double[] weights, double[] means, double[] variances, long batches) {}
