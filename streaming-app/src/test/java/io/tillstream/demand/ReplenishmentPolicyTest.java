package io.tillstream.demand;

import static io.tillstream.demand.StockStories.outlook;
import static io.tillstream.demand.StockStories.sharp;
import static io.tillstream.demand.StockStories.wide;
import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.demand.ReplenishmentPolicy.Advice;
import io.tillstream.demand.ReplenishmentPolicy.Holding;
import io.tillstream.events.EventTime;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplenishmentPolicyTest {
    private static final ReplenishmentPolicy POLICY = ReplenishmentPolicy.DEFAULT;

    /** The beginning of the first day that the outlooks speak of. */
    private static final long NOW = at(1, 0);

    private static DemandAhead poisson(double mean) {
        return new DemandAhead(outlook(DAY, mean, sharp(1)));
    }

    private static Holding holding(long onHand) {
        return new Holding(onHand, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2 | 0.1 | 0.95 | 7 | 7 | the alert threshold must be between 0 and 1: 1.2",
                "0.2 | 0 | 0.95 | 7 | 7 | the resolve threshold must be between 0 and 1: 0.0",
                "0.2 | 0.1 | 1 | 7 | 7 | the service level must be between 0 and 1: 1.0",
                "NaN | 0.1 | 0.9 | 7 | 7 | the alert threshold must be between 0 and 1: NaN",
                "0.2 | 0.3 | 0.9 | 7 | 7 | the resolve threshold 0.3 is above the alert threshold 0.2",
                "0.2 | 0.1 | 0.95 | -1 | 7 | the review period is negative: -1",
                "0.2 | 0.1 | 0.95 | 7 | -3 | the lead time must be at least 1 day: -3"
            })
    void aSettingThatCannotBeMeantIsRefusedInOneLine(
            double alert, double resolve, double level, int review, int lead, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplenishmentPolicy(alert, resolve, level, review, lead))
                .withMessage(message);
    }

    @Test
    void anAlertResolvesAtHalfItsThresholdUnlessToldOtherwise() {
        assertThat(POLICY.withAlertThreshold(0.3).resolveThreshold()).isEqualTo(0.15);
    }

    @Test
    void demandBeginsAtTheMomentOfAskingAndGoesOnBeyondTheOutlook() {
        float[] means = {1, 2, 3, 4, 5, 6, 7, 8};
        DemandAhead demand =
                new DemandAhead(
                        new StockOutlook("s1", "p", DAY, at(1, 1), means, sharp(1), 3, 1, 1));

        assertThat(POLICY.expectedDemand(demand, at(1, 0))).isEqualTo(1 + 2 + 3);
        assertThat(POLICY.expectedDemand(demand, at(1, 18))).isEqualTo(0.25 + 2 + 3 + 0.75 * 4);
        // The last seven days again.
        assertThat(POLICY.expectedDemand(demand, at(8, 0))).isEqualTo(8 + 2 + 3);
    }

    @Test
    void theLeadTimeIsTheDefaultWhereTheCatalogueHasNone() {
        StockOutlook unknown =
                new StockOutlook("s1", "p", DAY, NOW, new float[] {2}, sharp(1), 0, 1, 1);

        assertThat(POLICY.expectedDemand(new DemandAhead(unknown), NOW)).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.1, 2", "1, 1", "1, 5", "2.5, 9", "13, 50", "20, 66", "20, 90"})
    void demandThatErrsNoMoreThanPoissonIsPoisson(float mean, long stock) {
        double rate = 3 * (double) mean;
        double mass = Math.exp(-rate);
        double notMore = 0;
        for (int k = 0; k <= stock; k++) {
            notMore += mass;
            mass *= rate / (k + 1);
        }

        assertThat(POLICY.stockoutProbability(poisson(mean), NOW, holding(stock)))
                .isCloseTo(1 - notMore, within(rate < 40 ? 1e-9 : 5e-4));
    }

    /** Draws demand as the shape has it: a ratio, and Poisson about what it leaves open. */
    private static double[] drawn(double weekMean, int days, long seed) {
        Random random = new Random(seed);
        float[] shape = wide();
        double[] ratios = new double[20_000];
        double centre = 0;
        for (int i = 0; i < ratios.length; i++) {
            double share = random.nextDouble();
            ratios[i] = ErrorShape.quantile(shape, new float[shape.length], 0, 0, share);
            centre += ratios[i] / ratios.length;
        }
        double variance = 0;
        for (double ratio : ratios) {
            variance += (ratio - centre) * (ratio - centre) / ratios.length;
        }
        double excess = Math.max(0, 1 - centre / (weekMean * variance));
        double stretch = Math.sqrt(excess * (0.25 + 0.75 / days) / (0.25 + 0.75 / 7));
        double middle = 1 + excess * (centre - 1);
        double[] rates = new double[ratios.length];
        double sum = 0;
        for (int i = 0; i < rates.length; i++) {
            rates[i] = Math.max(0, middle + stretch * (ratios[i] - centre));
            sum += rates[i];
        }
        double scale = weekMean * days / 7 * middle * rates.length / sum;
        double[] draws = new double[rates.length];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = poisson(rates[i] * scale, random);
        }
        Arrays.sort(draws);
        return draws;
    }

    private static long poisson(double rate, Random random) {
        long count = 0;
        for (double time = -Math.log(1 - random.nextDouble());
                time < rate;
                time -= Math.log(1 - random.nextDouble())) {
            count++;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"0.2", "1", "5", "30", "120"})
    void probabilityAndReorderPointAgreeWithDrawnDemand(double mean) {
        DemandAhead demand = new DemandAhead(outlook(DAY, mean, wide()));
        double[] draws = drawn(7 * mean, 3, 5);
        for (long stock : new long[] {1, (long) (2 * mean), (long) (4 * mean), (long) (7 * mean)}) {
            double expected =
                    Arrays.stream(draws).filter(draw -> draw > Math.max(1, stock)).count()
                            / (double) draws.length;

            assertThat(POLICY.stockoutProbability(demand, NOW, holding(Math.max(1, stock))))
                    .isCloseTo(expected, within(0.015));
        }
        double reorderPoint = (double) POLICY.reorderPoint(demand, NOW);
        assertThat(draws[(int) (0.935 * draws.length)]).isLessThanOrEqualTo(reorderPoint);
        assertThat(draws[(int) (0.965 * draws.length)]).isGreaterThanOrEqualTo(reorderPoint);
    }

    @Test
    void aShorterHorizonSpreadsWiderAndNeverLessThanPoisson() {
        DemandAhead demand = new DemandAhead(outlook(DAY, 100, wide()));
        double day = demand.quantile(NOW, at(2, 0), 0.9) / 100.0;
        double week = demand.quantile(NOW, at(8, 0), 0.9) / 700.0;

        assertThat(day).isGreaterThan(week * 1.1);
        assertThat(poisson(20).quantile(NOW, at(2, 0), 0.9)).isEqualTo(26);
    }

    @Test
    void aWeekOfGreatDemandSpreadsAsItsErrorsDid() {
        DemandAhead demand = new DemandAhead(outlook(DAY, 2_000, wide()));
        for (double share : new double[] {0.3, 0.5, 0.8, 0.95}) {
            double ratio = ErrorShape.quantile(wide(), new float[ErrorShape.BINS], 0, 0, share);

            assertThat(demand.quantile(NOW, at(8, 0), share) / 14_000.0)
                    .isCloseTo(ratio, within(0.05));
        }
    }

    @Test
    void nothingRunsOutWhereNothingIsExpectedAndAllHasWhereNothingIsLeft() {
        assertThat(POLICY.stockoutProbability(poisson(0), NOW, holding(0))).isZero();
        assertThat(POLICY.stockoutProbability(poisson(0.01), NOW, holding(0))).isEqualTo(1);
        assertThat(POLICY.stockoutProbability(poisson(0.01), NOW, holding(-2))).isEqualTo(1);
    }

    @Test
    void whatIsOnOrderHelpsFromWhenItArrives() {
        DemandAhead demand = poisson(4);
        double none = POLICY.stockoutProbability(demand, NOW, holding(6));
        double late = POLICY.stockoutProbability(demand, NOW, new Holding(6, 50, at(4, 0)));
        double tomorrow = POLICY.stockoutProbability(demand, NOW, new Holding(6, 50, at(2, 0)));
        double overdue = POLICY.stockoutProbability(demand, NOW, new Holding(6, 50, at(0, 0)));

        assertThat(none).isEqualTo(late).isGreaterThan(0.9);
        assertThat(tomorrow).isEqualTo(overdue).isCloseTo(0.1107, within(1e-3));
        // Enough until it arrives, but then it is not enough until a new delivery could.
        assertThat(POLICY.stockoutProbability(demand, NOW, new Holding(6, 1, at(1, 2))))
                .isCloseTo(0.9105, within(1e-3));
    }

    @Test
    void theExpectedStockOutIsWhereTheMeansHaveUsedUpTheStock() {
        DemandAhead demand = poisson(4);

        Advice none = POLICY.advise(demand, NOW, holding(6));
        assertThat(none.stockoutAt()).isEqualTo(at(2, 12));
        assertThat(none.daysOfCover()).isEqualTo(1.5);
        Advice ordered = POLICY.advise(demand, NOW, new Holding(6, 2, at(2, 0)));
        assertThat(ordered.stockoutAt()).isEqualTo(at(3, 0));
        assertThat(ordered.daysOfCover()).isEqualTo(1.5);
        assertThat(POLICY.advise(demand, NOW, new Holding(6, 2, at(3, 0))).stockoutAt())
                .isEqualTo(at(2, 12));
    }

    @Test
    void coverIsCapped() {
        Advice advice = POLICY.advise(poisson(0.01), NOW, holding(50));

        assertThat(advice.daysOfCover()).isEqualTo(365);
        assertThat(advice.stockoutAt()).isNull();
        assertThat(POLICY.advise(poisson(0.01), NOW, holding(-1)).daysOfCover()).isZero();
    }

    @Test
    void oneOrdersUpToTheQuantileInPacksAndAtLeastTheMinimum() {
        // 95 % of Poisson(12) and Poisson(40).
        assertThat(POLICY.advise(poisson(4), NOW, holding(18)))
                .returns(18L, Advice::reorderPoint)
                .returns(36L, Advice::suggestedOrder);
        assertThat(POLICY.advise(poisson(4), NOW, holding(19)).suggestedOrder()).isZero();
        assertThat(POLICY.advise(poisson(4), NOW, new Holding(4, 15, NOW)).suggestedOrder())
                .isZero();
        assertThat(POLICY.advise(poisson(4), NOW, holding(-2)).suggestedOrder()).isEqualTo(54);
        StockOutlook few = outlook(DAY, 4, sharp(1));
        StockOutlook many =
                new StockOutlook("s1", "p", DAY, NOW, few.means(), few.shape(), 3, 8, 100);
        assertThat(POLICY.advise(new DemandAhead(many), NOW, holding(18)).suggestedOrder())
                .isEqualTo(104);
    }

    @Test
    void aProductThatSellsNowAndThenIsKeptInOnes() {
        Advice advice = POLICY.advise(poisson(0.01), NOW, holding(0));

        assertThat(advice.reorderPoint()).isZero();
        assertThat(advice.suggestedOrder()).isEqualTo(6);
        assertThat(POLICY.advise(poisson(0), NOW, holding(0)).suggestedOrder()).isZero();
    }

    @Test
    void anOutlookWithoutErrorsYetIsPoisson() {
        StockOutlook fresh =
                new StockOutlook(
                        "s1", "p", DAY, NOW, new float[] {2}, new float[ErrorShape.BINS], 3, 1, 1);

        assertThat(POLICY.reorderPoint(new DemandAhead(fresh), NOW)).isEqualTo(10);
        assertThat(EventTime.dayOf(NOW)).isEqualTo(DAY + 1);
    }
}
