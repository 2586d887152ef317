package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KMeansTest {
    private static final double[][] PLACES = {{0, 0}, {10, 0}, {0, 10}};

    private final SplittableRandom random = new SplittableRandom(1);
    private final Draws draws = new Draws(1);

    /** Points about the first places. */
    private double[][] points(int count, int places) {
        double[][] points = new double[count][];
        Arrays.setAll(
                points,
                i ->
                        new double[] {
                            PLACES[i % places][0] + draws.normal(),
                            PLACES[i % places][1] + draws.normal()
                        });
        return points;
    }

    @Test
    void clustersLieWhereThePointsDo() {
        KMeans clusters = KMeans.of(points(300, 3), 3, random);

        for (double[] place : PLACES) {
            double[] centre = clusters.centres()[clusters.nearest(place)];
            assertThat(centre).containsExactly(place, within(0.4));
        }
    }

    @Test
    void theSilhouetteIsGreatestForAsManyClustersAsThereAre() {
        double[][] points = points(300, 3);
        double three = KMeans.of(points, 3, random).silhouette(points);

        assertThat(three).isGreaterThan(0.8);
        assertThat(KMeans.of(points, 2, random).silhouette(points)).isLessThan(three);
        assertThat(KMeans.of(points, 5, random).silhouette(points)).isLessThan(three);
    }

    @Test
    void aSilhouetteIsHowMuchNearerTheOwnCentreIs() {
        KMeans clusters = new KMeans(new double[][] {{0}, {10}, {100}});

        assertThat(clusters.silhouette(new double[] {2})).isEqualTo(0.75);
        assertThat(clusters.silhouette(new double[] {5})).isZero();
        assertThat(new KMeans(new double[][] {{0}}).silhouette(new double[] {2})).isZero();
    }

    @Test
    void anOutlierHasTheBestOfSilhouettesAndIsNoCluster() {
        double[][] points = points(100, 1);
        points[17] = new double[] {1_000, 1_000};
        KMeans two = KMeans.of(points, 2, random);

        assertThat(two.silhouette(points)).isGreaterThan(0.99);
        assertThat(two.withoutSmall(points, 5).centres()).hasDimensions(1, 2);
    }

    @Test
    void clustersThatAreAllSmallLeaveTheLargest() {
        double[][] points = {{0}, {0}, {10}, {20}};

        KMeans left = KMeans.of(points, 3, random).withoutSmall(points, 4);

        assertThat(left.centres()).isEqualTo(new double[][] {{0}});
    }
}
