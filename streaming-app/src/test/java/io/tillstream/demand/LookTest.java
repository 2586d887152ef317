package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.events.PictureEmbedding;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final int DIMENSIONS = 64;

    private final Draws draws = new Draws(1);

    private float[] unitVector() {
        float[] vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) draws.normal();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static Look look(String encoder, float... vector) {
        return Look.of(new PictureEmbedding("p", encoder, vector));
    }

    @Test
    void similarityIsTheCosineButForRounding() {
        for (int i = 0; i < 100; i++) {
            float[] a = unitVector();
            float[] b = unitVector();
            double cosine = 0;
            for (int d = 0; d < DIMENSIONS; d++) {
                cosine += a[d] * b[d];
            }
            assertThat(Look.similarity(look("e/1", a), look("e/1", b)))
                    .isCloseTo(Math.max(0, cosine), within(0.02));
            assertThat(Look.similarity(look("e/1", a), look("e/1", a))).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void onlyLooksByTheSameEncoderCompare() {
        assertThat(Look.similarity(look("e/1", 1, 0), look("e/2", 1, 0))).isZero();
        assertThat(Look.similarity(look("e/1", 1, 0), look("e/1", 1, 0, 0))).isZero();
        assertThat(Look.similarity(look("e/1", 1, 0), null)).isZero();
    }
}
