package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankerTest {
    private static final int WIDTH = 4;

    private final float[][] rows = {{1, 0, -1, 2}, {0, 1, 1, -1}, {-2, 1, 0, 1}};
    private final boolean[] bought = {true, false, true};

    @Test
    void gradientIsTheSlopeOfTheLoss() {
        float[] parameters = Ranker.initial(WIDTH, new Random(5));
        Random random = new Random(6);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += (float) (0.1 * random.nextGaussian());
        }
        float[] gradient = new float[parameters.length];
        ranker(parameters).addGradient(rows, bought, 1, gradient);
        float step = 1e-3f;
        for (int i = 0; i < parameters.length; i++) {
            double slope = (loss(parameters, i, step) - loss(parameters, i, -step)) / (2 * step);
            assertThat((double) gradient[i]).isCloseTo(slope, within(5e-3));
        }
    }

    private double loss(float[] parameters, int moved, float step) {
        float[] beside = parameters.clone();
        beside[moved] += step;
        return ranker(beside).addGradient(rows, bought, 1, new float[parameters.length]);
    }

    private static Ranker ranker(float[] parameters) {
        return new Ranker(new float[WIDTH], new float[] {1, 1, 1, 1}, parameters);
    }
}
