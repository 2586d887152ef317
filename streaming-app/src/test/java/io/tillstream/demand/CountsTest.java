package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
    private static final double Z90 = 1.2816;

    @Test
    void nothingHappensAsOftenAsTheDistributionsSay() {
        assertThat(Counts.none(2, 0)).isCloseTo(Math.exp(-2), within(1e-12));
        assertThat(Counts.none(2, 0.5)).isCloseTo(0.25, within(1e-12));
        assertThat(Counts.none(0, 0.5)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0.3,0", "3,0", "3,0.5", "60,0.1", "99,0", "101,0", "500,0.2", "5000,0.01"})
    void aQuantileIsExceededAsOftenAsItSays(double mean, double dispersion) {
        Draws draws = new Draws(5);
        double low = Counts.quantile(mean, dispersion, 0.1, -Z90);
        double high = Counts.quantile(mean, dispersion, 0.9, Z90);
        int n = 20_000;
        int below = 0;
        int upToLow = 0;
        int above = 0;
        int fromHigh = 0;
        for (int i = 0; i < n; i++) {
            long count = draws.count(mean, dispersion);
            below += count < low ? 1 : 0;
            upToLow += count <= low ? 1 : 0;
            above += count > high ? 1 : 0;
            fromHigh += count >= high ? 1 : 0;
        }

        assertThat(below).isLessThan((int) (0.115 * n));
        assertThat(upToLow).isGreaterThan((int) (0.085 * n));
        assertThat(above).isLessThan((int) (0.115 * n));
        assertThat(fromHigh).isGreaterThan((int) (0.085 * n));
    }
}
