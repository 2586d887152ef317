package io.tillstream.pictures;

import io.tillstream.models.clusters.KMeansState;
import io.tillstream.models.images.StyleClusters;

/**
 * Clusters of the pictures of one encoder: where they began and where they are now; state, so
 * fields are only added.
 */
public record Styles(KMeansState start, KMeansState now) {
    static Styles of(StyleClusters clusters) {
        return new Styles(clusters.start(), clusters.start());
    }

    StyleClusters clusters() {
        return StyleClusters.startedAt(start);
    }
}
