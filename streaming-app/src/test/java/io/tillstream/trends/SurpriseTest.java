package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurpriseTest {
    /** The chance of so many or more, added up term by term. */
    private static double tail(int count, double mean, double variance) {
        double shape = mean * mean / (variance - mean);
        double q = (variance - mean) / variance;
        double term = Math.pow(1 - q, shape);
        double below = 0;
        for (int k = 0; k < count; k++) {
            below += term;
            term *= (shape + k) / (k + 1) * q;
        }
        return 1 - below;
    }

    @Test
    void theTailIsThatOfTheNegativeBinomial() {
        for (double variance : new double[] {2.5, 3, 8}) {
            for (int count : new int[] {3, 5, 9, 14}) {
                double expected = -Math.log10(tail(count, 2, variance));
                assertThat(Surprise.of(count, 2, variance)).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void withoutExcessItIsPoissons() {
        // 1 - e^-1 (1 + 1 + 1/2 + 1/6 + 1/24)
        double tail = 1 - Math.exp(-1) * (1 + 1 + 0.5 + 1.0 / 6 + 1.0 / 24);
        assertThat(Surprise.of(5, 1, 1)).isCloseTo(-Math.log10(tail), within(1e-4));
    }

    @Test
    void whatNobodyCouldAddUpHasItsOrder() {
        assertThat(Surprise.of(1e6, 1, 1.5)).isGreaterThan(10_000).isFinite();
        assertThat(Surprise.of(1e-9, 1e-12, 1e-12)).isFinite();
        assertThat(Surprise.of(3, 5, 6)).isZero();
        assertThat(Surprise.of(30, 5, 60)).isLessThan(Surprise.of(30, 5, 6));
    }
}
