package io.tillstream.models.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingKMeansTest {
    /** Right, left, up. */
    private static final double[][] ARCHETYPES = {{1.2, 0}, {-1.2, 0}, {0, 1.5}};

    private static final double DECAY = 0.9;
    private static final double ANCHOR = 0.03;

    private final StreamingKMeans kMeans = new StreamingKMeans(ARCHETYPES, DECAY, ANCHOR);

    @Test
    void plantedBlobsAreFound() {
        double[][] blobs = {{130, 4}, {70, 4.2}, {100, 9}};
        Random random = new Random(1);
        KMeansState state = null;
        for (int batch = 0; batch < 50; batch++) {
            state = kMeans.update(state, around(blobs, 5, 0.4, 60, random));
        }
        StreamingKMeans.Assigner assigner = kMeans.assigner(state);
        int right = 0;
        for (int i = 0; i < 900; i++) {
            double[] blob = blobs[i % 3];
            double[] point = {
                blob[0] + 5 * random.nextGaussian(), blob[1] + 0.4 * random.nextGaussian()
            };
            right += assigner.clusterOf(point) == i % 3 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(890);
        for (int k = 0; k < 3; k++) {
            // The archetype pulls with 3 % against a third of the weight.
            assertThat(raw(state, k, 0)).isCloseTo(blobs[k][0], within(3.0));
            assertThat(raw(state, k, 1)).isCloseTo(blobs[k][1], within(0.3));
        }
    }

    @Test
    void theOrderWithinABatchMattersInNoBit() {
        Random random = new Random(2);
        KMeansState one = null;
        KMeansState other = null;
        for (int batch = 0; batch < 20; batch++) {
            List<double[]> points =
                    around(new double[][] {{3, 1e-3}, {2.9, 1e6}, {-7, 0.1}}, 1, 1, 100, random);
            List<double[]> shuffled = new ArrayList<>(points);
            Collections.shuffle(shuffled, random);
            one = kMeans.update(one, points);
            other = kMeans.update(other, shuffled);
        }
        assertThat(bits(other.centroids())).containsExactly(bits(one.centroids()));
        assertThat(bits(other.weights())).containsExactly(bits(one.weights()));
        assertThat(bits(other.means())).containsExactly(bits(one.means()));
        assertThat(bits(other.variances())).containsExactly(bits(one.variances()));
        assertThat(one.batches()).isEqualTo(20);
    }

    @Test
    void anUpdateLeavesTheStateBeforeAsItWas() {
        Random random = new Random(3);
        KMeansState before = kMeans.update(null, around(ARCHETYPES, 0.1, 0.1, 20, random));
        double[] centroids = before.centroids().clone();
        double[] weights = before.weights().clone();
        KMeansState after = kMeans.update(before, around(ARCHETYPES, 1, 1, 20, random));
        assertThat(after.centroids()).isNotEqualTo(centroids);
        assertThat(before.centroids()).containsExactly(centroids);
        assertThat(before.weights()).containsExactly(weights);
    }

    @Test
    void namesStayTrueWhileBlobsDriftOver200Batches() {
        Random random = new Random(4);
        KMeansState state = null;
        for (int batch = 0; batch < 200; batch++) {
            // All turn around the origin, by more than the whole way to the next archetype.
            double turn = 2 * Math.PI * batch / 200;
            double[][] blobs = new double[3][];
            for (int k = 0; k < 3; k++) {
                double[] a = ARCHETYPES[k];
                blobs[k] =
                        new double[] {
                            Math.cos(turn) * a[0] - Math.sin(turn) * a[1],
                            Math.sin(turn) * a[0] + Math.cos(turn) * a[1]
                        };
            }
            KMeansState before = state;
            state = kMeans.update(state, around(blobs, 0.2, 0.2, 50, random));
            for (int k = 0; k < 3; k++) {
                assertThat(nearestArchetype(state, k)).as("batch %d", batch).isEqualTo(k);
                if (before != null) {
                    assertThat(moved(before, state, k)).as("batch %d", batch).isLessThan(0.75);
                }
            }
        }
        StreamingKMeans.Assigner assigner = kMeans.assigner(state);
        for (int k = 0; k < 3; k++) {
            assertThat(assigner.clusterOf(ARCHETYPES[k])).isEqualTo(k);
        }
    }

    @Test
    void theArchetypeCountsAsTheAnchorSays() {
        // Of equal weights, w each: centroid = (w x mean + anchor x 3w x archetype) / (w + 3w x
        // anchor), however many batches there have been.
        Random random = new Random(5);
        List<double[]> points = around(ARCHETYPES, 0.05, 0.05, 100, random);
        KMeansState state = null;
        for (int batch = 0; batch < 300; batch++) {
            state = kMeans.update(state, points);
        }
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < 2; i++) {
                double mean = standardised(state, points.subList(100 * k, 100 * k + 100), i);
                double expected = (mean + 3 * ANCHOR * ARCHETYPES[k][i]) / (1 + 3 * ANCHOR);
                assertThat(state.centroids()[2 * k + i]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void anEmptyClusterReturnsToItsArchetype() {
        Random random = new Random(6);
        double[][] blobs = {{1.2, 0.3}, {-1.2, 0.3}, {0.3, 2.2}};
        KMeansState state = null;
        for (int batch = 0; batch < 30; batch++) {
            state = kMeans.update(state, around(blobs, 0.1, 0.1, 50, random));
        }
        double away = distance(state, 2, ARCHETYPES[2]);
        double[][] without = {blobs[0], blobs[1]};
        for (int batch = 0; batch < 100; batch++) {
            state = kMeans.update(state, around(without, 0.1, 0, 50, random));
        }
        double share = state.weights()[2] / Arrays.stream(state.weights()).sum();
        assertThat(share).isLessThan(0.01);
        assertThat(away).isGreaterThan(0.1);
        assertThat(distance(state, 2, ARCHETYPES[2])).isLessThan(0.02);
    }

    @Test
    void thePastIsForgottenByTheDecay() {
        Random random = new Random(7);
        List<double[]> low = around(new double[][] {{-10, 0}}, 1, 1, 100, random);
        List<double[]> high = around(new double[][] {{10, 0}}, 1, 1, 100, random);
        KMeansState decaying = kMeans.update(null, low);
        StreamingKMeans remembering = new StreamingKMeans(ARCHETYPES, 1, ANCHOR);
        KMeansState kept = remembering.update(null, low);
        for (int batch = 0; batch < 60; batch++) {
            decaying = kMeans.update(decaying, high);
            kept = remembering.update(kept, high);
        }
        assertThat(decaying.means()[0]).isCloseTo(10, within(0.5));
        assertThat(kept.means()[0]).isCloseTo(10 - 20.0 / 61, within(0.2));
        // A geometric series against a plain count.
        assertThat(Arrays.stream(decaying.weights()).sum()).isCloseTo(1000, within(5.0));
        assertThat(Arrays.stream(kept.weights()).sum()).isCloseTo(6100, within(1e-6));
    }

    @Test
    void aFeatureThatNeverVariesIsNoTrouble() {
        KMeansState state = null;
        for (int batch = 0; batch < 5; batch++) {
            state = kMeans.update(state, List.of(new double[] {3, 7}, new double[] {3, 8}));
        }
        assertThat(Arrays.stream(state.centroids()).allMatch(Double::isFinite)).isTrue();
        assertThat(kMeans.assigner(state).clusterOf(new double[] {3, 8})).isEqualTo(2);
    }

    @Test
    void withoutPointsThereIsNothingToLearn() {
        assertThat(kMeans.update(null, List.of())).isNull();
        KMeansState state = kMeans.update(null, List.of(new double[] {1, 2}));
        assertThat(kMeans.update(state, List.of())).isSameAs(state);
    }

    @Test
    void withoutAnchorAndDecayAClusterWithoutPointsStaysWhereItIs() {
        StreamingKMeans forgetful = new StreamingKMeans(ARCHETYPES, 0, 0);
        KMeansState state = forgetful.update(null, List.of(new double[] {1, 0}));
        assertThat(state.centroids()).hasSize(6).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double value) {
        List<double[]> points = List.of(new double[] {1, 2}, new double[] {1, value});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kMeans.update(null, points))
                .withMessageContaining("not finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamingKMeans(new double[][] {{1, value}}, DECAY, ANCHOR));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamingKMeans(ARCHETYPES, value, ANCHOR));
    }

    @Test
    void pointsAndArchetypesOfAnotherLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kMeans.update(null, List.of(new double[] {1})));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamingKMeans(new double[][] {{1, 2}, {1}}, DECAY, ANCHOR));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamingKMeans(new double[0][], DECAY, ANCHOR));
    }

    private static List<double[]> around(
            double[][] blobs, double width, double height, int each, Random random) {
        List<double[]> points = new ArrayList<>();
        for (double[] blob : blobs) {
            for (int i = 0; i < each; i++) {
                points.add(
                        new double[] {
                            blob[0] + width * random.nextGaussian(),
                            blob[1] + height * random.nextGaussian()
                        });
            }
        }
        return points;
    }

    private static double raw(KMeansState state, int k, int i) {
        return state.means()[i] + Math.sqrt(state.variances()[i]) * state.centroids()[2 * k + i];
    }

    private static double standardised(KMeansState state, List<double[]> points, int i) {
        double mean = points.stream().mapToDouble(p -> p[i]).average().orElseThrow();
        return (mean - state.means()[i]) / Math.sqrt(state.variances()[i]);
    }

    private static double distance(KMeansState state, int k, double[] point) {
        return Math.hypot(
                state.centroids()[2 * k] - point[0], state.centroids()[2 * k + 1] - point[1]);
    }

    private static double moved(KMeansState before, KMeansState after, int k) {
        return distance(
                after, k, new double[] {before.centroids()[2 * k], before.centroids()[2 * k + 1]});
    }

    private static int nearestArchetype(KMeansState state, int k) {
        int nearest = 0;
        for (int other = 1; other < ARCHETYPES.length; other++) {
            if (distance(state, k, ARCHETYPES[other]) < distance(state, k, ARCHETYPES[nearest])) {
                nearest = other;
            }
        }
        return nearest;
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
