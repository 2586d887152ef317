package io.tillstream.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On counts by chance around a curve that is known. */
class SlowTrendTest {
    private static final double POSTS = 20_000;
    private static final double YEAR = 365.25 / 7;

    private final Random random = new Random(5);

    private double[] counts(int weeks, IntToDoubleFunction mean) {
        return IntStream.range(0, weeks)
                .mapToDouble(week -> poisson(mean.applyAsDouble(week)))
                .toArray();
    }

    private double poisson(double mean) {
        if (mean > 500) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double product = random.nextDouble();
        int count = 0;
        for (double least = Math.exp(-mean); product > least; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private static double[] posts(int weeks) {
        double[] posts = new double[weeks];
        Arrays.fill(posts, POSTS);
        return posts;
    }

    private SlowTrend.Fit fit(int weeks, IntToDoubleFunction mean) {
        return SlowTrend.fit(counts(weeks, mean), posts(weeks));
    }

    private static double season(int week, double peak) {
        return Math.exp(0.9 * Math.cos(2 * Math.PI * (week - peak) / YEAR));
    }

    @Test
    void growthOfAFewPercentAWeekEmerges() {
        SlowTrend.Fit fit = fit(26, week -> 40 * Math.exp(0.05 * week));
        assertThat(fit.phase()).isEqualTo(TrendPhase.EMERGING);
        assertThat(fit.slope()).isBetween(0.02, 0.08);
    }

    @Test
    void aSubjectThatNobodyKnewEmergesToo() {
        assertThat(fit(26, week -> week < 14 ? 0 : 6 * (week - 13)).phase())
                .isEqualTo(TrendPhase.EMERGING);
    }

    @Test
    void whatGrewUntilLatelyPeaks() {
        assertThat(fit(40, week -> 30 * Math.exp(0.1 * Math.min(week, 33) - 1)).phase())
                .isEqualTo(TrendPhase.PEAKING);
    }

    @Test
    void aFirstWeekOfAFewPostsHidesNoPeak() {
        double[] posts = posts(40);
        double[] counts = counts(40, week -> 30 * Math.exp(0.1 * Math.min(week, 33) - 1));
        posts[0] = 20;
        counts[0] = 4;
        assertThat(SlowTrend.fit(counts, posts).phase()).isEqualTo(TrendPhase.PEAKING);
    }

    @Test
    void whatShrinksFades() {
        SlowTrend.Fit fit = fit(40, week -> 200 * Math.exp(-0.06 * Math.max(0, week - 20)));
        assertThat(fit.phase()).isEqualTo(TrendPhase.FADING);
        assertThat(fit.slope()).isBetween(-0.1, -0.03);
    }

    @Test
    void aYearlyRiseIsSeasonalAndNoTrend() {
        SlowTrend.Fit fit = fit(124, week -> 60 * season(week, 26));
        assertThat(fit.isSeasonal()).isTrue();
        assertThat(fit.phase()).isEqualTo(TrendPhase.SEASONAL);
    }

    @Test
    void theSeasonIsForetoldHalfAYearAhead() {
        SlowTrend.Fit fit = fit(104, week -> 60 * season(week, 26));
        double high = 60 * season(26, 26);
        assertThat(fit.expected(26, POSTS).median()).isBetween(0.75 * high, 1.3 * high);
        assertThat(fit.expected(1, POSTS).median()).isLessThan(0.4 * high);
    }

    @Test
    void whatStandsStillSeldomGetsAName() {
        int named = 0;
        for (int i = 0; i < 300; i++) {
            double level = 2 + i;
            named += fit(20 + i % 30, week -> level).phase() == TrendPhase.STEADY ? 0 : 1;
        }
        // One in a hundred for growth, and one for decline.
        assertThat(named).isLessThanOrEqualTo(12);
    }

    @Test
    void eightOfTenWeeksLieBetweenTheDeciles() {
        int within = 0;
        for (int i = 0; i < 300; i++) {
            double level = 5 + i;
            double actual = poisson(level);
            ExpectedVoices expected = fit(30, week -> level).expected(12, POSTS);
            within += actual >= expected.p10() - 0.5 && actual <= expected.p90() + 0.5 ? 1 : 0;
        }
        assertThat(within).isBetween(225, 285);
    }

    @Test
    void morePostsMakeNoTrend() {
        double[] posts = posts(30);
        double[] counts = new double[30];
        for (int week = 0; week < 30; week++) {
            posts[week] *= 1 + week / 10.0;
            counts[week] = poisson(posts[week] / 400);
        }
        SlowTrend.Fit fit = SlowTrend.fit(counts, posts);
        assertThat(fit.phase()).isEqualTo(TrendPhase.STEADY);
        assertThat(fit.expected(12, 2 * POSTS).median()).isBetween(85.0, 115.0);
    }

    @Test
    void fewWeeksSayNothing() {
        assertThat(fit(SlowTrend.LEAST_WEEKS - 1, week -> 10 * week).phase())
                .isEqualTo(TrendPhase.NEW);
    }

    @Test
    void weeksWithoutPostsSayNothingAndBreakNothing() {
        double[] posts = posts(30);
        double[] counts = counts(30, week -> 50);
        for (int week = 10; week < 14; week++) {
            posts[week] = 0;
            counts[week] = 0;
        }
        assertThat(SlowTrend.fit(counts, posts).phase()).isEqualTo(TrendPhase.STEADY);
    }

    @Test
    void silenceIsForetoldAsSilence() {
        SlowTrend.Fit fit = fit(20, week -> 0);
        assertThat(fit.phase()).isEqualTo(TrendPhase.STEADY);
        assertThat(fit.expected(24, POSTS).median()).isBetween(0.0, 1.0);
    }
}
