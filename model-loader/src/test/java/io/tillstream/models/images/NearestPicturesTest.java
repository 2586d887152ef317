package io.tillstream.models.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.models.clusters.KMeansState;
import io.tillstream.models.clusters.StreamingKMeans.Assigner;
import io.tillstream.models.images.NearestPictures.Neighbour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestPicturesTest {
    private static final int DIMENSIONS = 8;
    private static final int GROUPS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 511, 512, 513, 1_300})
    void theNearestAreThoseOfAWholeSort(int size) {
        List<float[]> vectors = vectors(size, new Random(1));
        List<float[]> queries = vectors(5, new Random(2));
        List<List<Neighbour>> found = new NearestPictures(vectors).nearest(queries, 5);
        for (int q = 0; q < queries.size(); q++) {
            float[] query = queries.get(q);
            List<Integer> expected =
                    IntStream.range(0, size)
                            .boxed()
                            .sorted(Comparator.comparing(i -> -cosine(query, vectors.get(i))))
                            .limit(5)
                            .toList();
            assertThat(found.get(q)).extracting(Neighbour::index).isEqualTo(expected);
            assertThat(found.get(q).get(0).cosine())
                    .isEqualTo(cosine(query, vectors.get(expected.get(0))));
        }
    }

    @Test
    void equalPicturesStandInTheirOrder() {
        List<float[]> same = List.of(unit(1, 0), unit(0, 1), unit(1, 0), unit(1, 0));
        assertThat(new NearestPictures(same).nearest(unit(1, 0), 3))
                .extracting(Neighbour::index)
                .containsExactly(0, 2, 3);
    }

    @Test
    void ofNoPicturesNoneIsNear() {
        assertThat(new NearestPictures(List.of()).nearest(unit(1, 0), 3)).isEmpty();
    }

    @Test
    void theMostVotesWinAndAmongEqualOnesTheNearer() {
        List<Neighbour> neighbours =
                List.of(
                        new Neighbour(0, 0.9f),
                        new Neighbour(1, 0.8f),
                        new Neighbour(2, 0.7f),
                        new Neighbour(3, 0.1f));
        assertThat(NeighbourVote.vote(neighbours, new int[] {0, 1, 1, 2}, 3)).isEqualTo(1);
        assertThat(NeighbourVote.vote(neighbours, new int[] {1, 0, 0, 1}, 3)).isZero();
    }

    @Test
    void groupsAreFoundAndFollowTheStream() {
        List<float[]> catalogue = grouped(300, 0, new Random(1));
        StyleClusters clusters = StyleClusters.of(catalogue, GROUPS);
        KMeansState state = clusters.start();
        assertThat(state.weights()).containsExactly(100, 100, 100);
        for (int batch = 0; batch < 20; batch++) {
            List<double[]> points =
                    grouped(30, 0.05f, new Random(batch)).stream()
                            .map(StyleClusters::point)
                            .toList();
            state = clusters.means().update(state, points);
        }
        Assigner before = clusters.means().assigner(clusters.start());
        Assigner after = clusters.means().assigner(state);
        for (int i = 0; i < GROUPS; i++) {
            double[] then = StyleClusters.point(catalogue.get(i));
            double[] now = StyleClusters.point(grouped(GROUPS, 0.05f, new Random(9)).get(i));
            assertThat(after.clusterOf(now)).isEqualTo(before.clusterOf(then));
        }
        assertThat(
                        IntStream.range(0, GROUPS)
                                .map(i -> before.clusterOf(StyleClusters.point(catalogue.get(i))))
                                .distinct())
                .hasSize(GROUPS);
    }

    /** Vectors around the first axes in turn, moved along the last one. */
    private static List<float[]> grouped(int count, float moved, Random random) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[DIMENSIONS];
            for (int d = 0; d < DIMENSIONS; d++) {
                vector[d] = 0.02f * (float) random.nextGaussian();
            }
            vector[i % GROUPS] += 1;
            vector[DIMENSIONS - 1] += moved;
            vectors.add(unit(vector));
        }
        return vectors;
    }

    private static List<float[]> vectors(int count, Random random) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[DIMENSIONS];
            for (int d = 0; d < DIMENSIONS; d++) {
                vector[d] = (float) random.nextGaussian();
            }
            vectors.add(unit(vector));
        }
        return vectors;
    }

    private static float[] unit(float... vector) {
        double norm = Math.sqrt(cosine(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) norm;
        }
        return vector;
    }

    private static float cosine(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
