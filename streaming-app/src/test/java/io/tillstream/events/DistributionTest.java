package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void quantilesAreThoseOfTheValues() {
        Random random = new Random(5);
        Distribution values = new Distribution();
        long[] sorted = new long[10_000];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (long) Math.exp(random.nextGaussian() * 2 + 5);
            values.add(sorted[i], 1);
        }
        Arrays.sort(sorted);
        assertThat(values.total()).isEqualTo(sorted.length);
        for (double share : new double[] {0.001, 0.5, 0.9, 0.99, 1}) {
            long exact = sorted[(int) Math.ceil(share * sorted.length) - 1];
            assertThat(values.quantile(share)).isBetween(exact, exact * 17 / 16);
        }
        assertThatThrownBy(() -> new Distribution().quantile(0.5))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsAddUpInWhateverOrder() {
        Random random = new Random(6);
        Distribution all = new Distribution();
        Distribution[] parts = {new Distribution(), new Distribution(), new Distribution()};
        for (int i = 0; i < 1_000; i++) {
            long value = random.nextInt(-500, 5_000);
            all.add(value, 2);
            parts[random.nextInt(3)].add(value, 2);
        }
        Distribution sum = new Distribution();
        for (int part : new int[] {2, 0, 1}) {
            sum.add(parts[part]);
        }
        assertThat(sum.bins).isEqualTo(all.bins);
        assertThat(sum.counts).isEqualTo(all.counts);
    }
}
