package io.tillstream.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBinsTest {
    @ParameterizedTest
    @ValueSource(ints = {5, 24})
    void aBinReachesFromItsNearestValueToItsFarthest(int exactBits) {
        LogBins bins = new LogBins(exactBits);
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >> random.nextInt(63);
            long bin = bins.of(value);
            long nearest = bins.nearest(bin);
            long farthest = bins.farthest(bin);
            assertThat(bins.of(nearest)).isEqualTo(bin);
            assertThat(bins.of(farthest)).isEqualTo(bin);
            assertThat(Math.abs(value)).isBetween(Math.abs(nearest), Math.abs(farthest));
            assertThat(bins.of(nearest - Long.signum(nearest)))
                    .as("%d is the nearest", nearest)
                    .isNotEqualTo(nearest == 0 ? 1 : bin);
        }
    }

    @Test
    void binsKeepTheOrderOfValuesAndAreNoWiderThanASixteenth() {
        LogBins bins = new LogBins(5);
        long before = bins.of(-100_000);
        for (long value = -99_999; value < 100_000; value++) {
            long bin = bins.of(value);
            assertThat(bin).isBetween(before, before + 1);
            assertThat(Math.abs(bins.farthest(bin)))
                    .isBetween(Math.abs(value), Math.abs(value) * 17 / 16);
            before = bin;
        }
        for (long value : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62, -(1L << 40)}) {
            assertThat(bins.of(bins.farthest(bins.of(value)))).isEqualTo(bins.of(value));
        }
    }
}
