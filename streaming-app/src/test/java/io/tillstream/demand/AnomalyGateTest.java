package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyGateTest {
    private static final double Z90 = 1.2816;
    private static final long OLD = 100;

    private final AnomalyGate gate = new AnomalyGate();

    private Optional<AnomalyGate.Flag> judge(double actual, double mean, double dispersion) {
        return judge(actual, mean, dispersion, false);
    }

    private Optional<AnomalyGate.Flag> judge(
            double actual, double mean, double dispersion, boolean promotion) {
        double low = Counts.quantile(mean, dispersion, 0.1, -Z90);
        double high = Counts.quantile(mean, dispersion, 0.9, Z90);
        return gate.judge(OLD, actual, mean, low, high, promotion);
    }

    /** A day of series of all sizes in turn; the number that was told of. */
    private int quiet(Draws draws, int days, double dispersion, double error) {
        int told = 0;
        for (int i = 0; i < days; i++) {
            double mean = 0.05 * Math.pow(1.3, i % 32);
            double truth = mean * Math.exp(error * draws.normal());
            long actual = draws.count(truth, dispersion);
            told += judge((double) actual, mean, dispersion, i % 11 == 0).isPresent() ? 1 : 0;
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 2})
    void ofSeriesWithoutAnomaliesNoMoreIsToldThanTheTarget(double dispersion) {
        int days = 300_000;

        assertThat(quiet(new Draws(1), days, dispersion, 0))
                .isLessThanOrEqualTo((int) (1.5 * AnomalyGate.TARGET * days));
    }

    @Test
    void forecastsThatAreOffRaiseTheBarInstead() {
        int days = 300_000;
        Draws draws = new Draws(2);
        quiet(draws, days, 0.1, 0.4);

        assertThat(quiet(draws, days, 0.1, 0.4))
                .isLessThanOrEqualTo((int) (1.5 * AnomalyGate.TARGET * days));
    }

    @Test
    void fiveTimesTheUsualAndDeadDaysOfGoodSellersAreFound() {
        Draws draws = new Draws(3);
        quiet(draws, 200_000, 0.1, 0);
        int spikes = 0;
        int drops = 0;
        for (int i = 0; i < 100; i++) {
            double mean = 15 + i;
            Optional<AnomalyGate.Flag> spike =
                    judge((double) draws.count(5 * mean, 0.1), mean, 0.1);
            spikes += spike.filter(f -> f.kind() == AnomalyKind.SPIKE).isPresent() ? 1 : 0;
            quiet(draws, 2_000, 0.1, 0);
            Optional<AnomalyGate.Flag> drop = judge(0, mean, 0.1);
            drops += drop.filter(f -> f.kind() == AnomalyKind.DROP).isPresent() ? 1 : 0;
            quiet(draws, 2_000, 0.1, 0);
        }

        assertThat(spikes).isGreaterThan(95);
        assertThat(drops).isGreaterThan(95);
    }

    @Test
    void aYoungSeriesIsNeverToldOf() {
        assertThat(gate.judge(27, 1_000, 50, 40, 60, false)).isEmpty();
        assertThat(gate.judge(28, 1_000, 50, 40, 60, false)).isPresent();
    }

    @Test
    void theNoiseOfSlowSellersNeverCounts() {
        assertThat(gate.judge(OLD, 5, 0.05, 0, 0, false)).isEmpty();
        assertThat(gate.judge(OLD, 0, 4.9, 2, 8, false)).isEmpty();
        assertThat(gate.judge(OLD, 7, 0.05, 0, 0, false)).isPresent();
    }

    @Test
    void aPromotionRaisesTheBar() {
        assertThat(judge(105, 60, 0, false)).isPresent();
        assertThat(judge(105, 60, 0, true)).isEmpty();
        assertThat(judge(200, 60, 0, true)).isPresent();
    }

    @Test
    void whatIsToldLiesBeyondTheBoundsThatAreToldWithIt() {
        AnomalyGate.Flag spike = judge(500, 60, 0.1).orElseThrow();
        AnomalyGate.Flag drop = judge(0, 60, 0.1).orElseThrow();

        assertThat(spike.high()).isBetween(61.0, 499.0);
        assertThat(spike.low()).isBetween(1.0, 59.0);
        assertThat(drop.low()).isPositive();
    }

    @Test
    void oneBadDayOfAllSeriesDoesNotEndTheTelling() {
        for (int i = 0; i < 1_000; i++) {
            judge(0, 50, 0.05);
        }

        assertThat(judge(0, 500, 0.05)).isPresent();
        assertThat(gate.bars[1]).isLessThanOrEqualTo(8);
    }
}
