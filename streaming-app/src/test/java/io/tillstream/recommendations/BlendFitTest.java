package io.tillstream.recommendations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlendFitTest {
    private static final int ROWS = 25;

    /** Purchases by chances that these weights make. */
    private static List<Example> drawn(double[] weights, int purchases) {
        Random random = new Random(5);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < purchases; i++) {
            float[] features = new float[ROWS * Feature.COUNT];
            boolean[] bought = new boolean[ROWS];
            for (int row = 0; row < ROWS; row++) {
                int from = row * Feature.COUNT;
                for (int f = 0; f < Feature.TOWERS.ordinal(); f++) {
                    features[from + f] = f == 0 ? 1 : random.nextFloat();
                }
                bought[row] =
                        random.nextDouble() < Blend.chance(features, from, Feature.COUNT, weights);
            }
            examples.add(new Example("e" + i, i, features, bought));
        }
        return examples;
    }

    @Test
    void findsTheWeightsByWhichThingsWereBought() {
        double[] truth = Feature.priors();
        truth[Feature.POPULAR.ordinal()] = -1;
        truth[Feature.PRICE.ordinal()] = 2;
        double[] found = BlendFit.of(drawn(truth, 4_000), Feature.priors());

        for (int i = 0; i < Feature.COUNT; i++) {
            assertThat(found[i]).as(Feature.values()[i].label()).isCloseTo(truth[i], within(0.25));
        }
    }

    @Test
    void aFeatureThatNoExampleHasKeepsItsWeight() {
        double[] found = BlendFit.of(drawn(Feature.priors(), 100), Feature.priors());

        assertThat(found[Feature.TOWERS.ordinal()]).isEqualTo(Feature.TOWERS.prior());
        assertThat(BlendFit.of(List.of(), Feature.priors())).containsExactly(Feature.priors());
    }

    /** Newton's own steps go to and fro between thousands and the priors there. */
    @Test
    void findsThemWhereThePriorsAreSureOfWhatNobodyBuys() {
        float[] features = new float[2 * Feature.COUNT];
        Arrays.fill(features, 0, Feature.COUNT, 1);
        features[Feature.COUNT] = 1;
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            examples.add(new Example("e" + i, i, features, new boolean[] {false, i % 10 == 0}));
        }
        double[] found = BlendFit.of(examples, Feature.priors());

        assertThat(Blend.chance(features, 0, Feature.COUNT, found)).isLessThan(0.01);
        assertThat(Blend.chance(features, Feature.COUNT, Feature.COUNT, found))
                .isCloseTo(0.1, within(0.01));
    }
}
