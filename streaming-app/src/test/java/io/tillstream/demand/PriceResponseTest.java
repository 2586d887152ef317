package io.tillstream.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PriceResponseTest {
    private static final double[] RATIOS = {0.8, 0.9, 1.1, 1.2};

    /**
     * Twenty products at changed prices for a fortnight at a time.
     *
     * @param shared spread of errors that all products of a day have in common
     */
    private static PriceResponse learned(
            long seed, int days, double elasticity, double expected, double shared) {
        Draws draws = new Draws(seed);
        PriceResponse response = new PriceResponse();
        for (int day = 0; day < days; day++) {
            double common = Math.exp(shared * draws.normal());
            for (int product = 0; product < 20; product++) {
                double ratio = RATIOS[(product + day / 14) % RATIOS.length];
                double usual = expected * (1 + product % 5);
                double mean = usual * common * Math.pow(ratio, elasticity);
                response.observe(
                        day, 20 * ratio, 20, (double) draws.count(mean, 0.1), usual, false);
            }
        }
        return response;
    }

    @Test
    void theElasticityIsFound() {
        PriceResponse response = learned(1, 200, -1.8, 10, 0);

        assertThat(response.elasticity()).isCloseTo(-1.8, within(0.1));
        assertThat(response.stdError()).isBetween(0.005, 0.1);
        assertThat(response.informative()).isTrue();
    }

    @Test
    void daysWithoutASaleDoNotBendIt() {
        // At an expected two units a day many days have no sale, and so no price.
        double sum = 0;
        int runs = 8;
        for (int seed = 0; seed < runs; seed++) {
            Draws draws = new Draws(seed);
            PriceResponse response = new PriceResponse();
            for (int i = 0; i < 8_000; i++) {
                double ratio = RATIOS[i % RATIOS.length];
                long units = draws.count(2 * Math.pow(ratio, -1.8), 0.1);
                response.observe(i / 20, 20 * ratio, 20, (double) units, 2, false);
            }
            sum += response.elasticity();
        }

        assertThat(sum / runs).isCloseTo(-1.8, within(0.15));
    }

    @Test
    void nothingIsKnownBeforeAnythingIsSeen() {
        PriceResponse response = new PriceResponse();

        assertThat(response.elasticity()).isEqualTo(-1);
        assertThat(response.stdError()).isCloseTo(2, within(1e-9));
        assertThat(response.observations()).isZero();
        assertThat(response.informative()).isFalse();
        assertThat(response.proposal(10)).isEmpty();
    }

    @Test
    void theIntervalHoldsTheTruthEvenWhereProductsErrTogether() {
        int held = 0;
        int runs = 200;
        for (int seed = 0; seed < runs; seed++) {
            PriceResponse response = learned(seed, 60, -1.3, 4, 0.2);
            double error = Math.abs(response.elasticity() + 1.3);
            held += error < 1.96 * response.stdError() ? 1 : 0;
        }

        assertThat(held).isGreaterThanOrEqualTo((int) (0.92 * runs));
    }

    @Test
    void aPriceThatDoesNothingIsHardlyEverTakenForOneThatDoes() {
        int taken = 0;
        int raised = 0;
        int runs = 200;
        for (int seed = 0; seed < runs; seed++) {
            PriceResponse response = learned(seed, 40, 0, 4, 0.1);
            taken += response.informative() ? 1 : 0;
            raised += response.proposal(10).isPresent() ? 1 : 0;
        }

        assertThat(taken).isLessThan((int) (0.08 * runs));
        assertThat(raised).isLessThan((int) (0.08 * runs));
    }

    @Test
    void whereRevenueHardlyDependsOnThePriceNothingIsProposed() {
        int proposed = 0;
        int runs = 200;
        for (int seed = 0; seed < runs; seed++) {
            proposed += learned(seed, 40, -1, 4, 0.1).proposal(10).isPresent() ? 1 : 0;
        }

        assertThat(proposed).isLessThan((int) (0.06 * runs));
    }

    @Test
    void whatSellsFarBetterCheaperIsToBeCheaper() {
        PriceResponse.Proposal proposal = learned(3, 100, -2.5, 10, 0).proposal(50).orElseThrow();

        assertThat(proposal.price()).isCloseTo(45, within(1e-9));
        assertThat(proposal.elasticity()).isCloseTo(-2.5, within(0.2));
        assertThat(proposal.revenueChange()).isCloseTo(Math.pow(0.9, -1.5) - 1, within(0.03));
    }

    @Test
    void whatSellsAtAnyPriceIsToBeDearer() {
        PriceResponse.Proposal proposal = learned(4, 100, -0.4, 10, 0).proposal(50).orElseThrow();

        assertThat(proposal.price()).isCloseTo(55, within(1e-9));
        assertThat(proposal.revenueChange()).isCloseTo(Math.pow(1.1, 0.6) - 1, within(0.02));
    }

    @Test
    void noPriceIsProposedOnASideThatWasNeverSeen() {
        Draws draws = new Draws(5);
        PriceResponse response = new PriceResponse();
        for (int i = 0; i < 2_000; i++) {
            double ratio = i % 2 == 0 ? 0.7 : 0.9;
            double mean = 40 * Math.pow(ratio, -0.2);
            response.observe(i / 20, 20 * ratio, 20, (double) draws.count(mean, 0.05), 40, false);
        }

        assertThat(response.elasticity() + 1.96 * response.stdError()).isLessThan(0.5);
        assertThat(response.elasticity() - 1.96 * response.stdError()).isGreaterThan(-1);
        assertThat(response.proposal(10)).isEmpty();
    }

    @Test
    void fewObservationsProposeNothing() {
        PriceResponse response = new PriceResponse();
        for (int i = 0; i < PriceResponse.LEAST_OBSERVATIONS; i++) {
            assertThat(response.proposal(10)).isEmpty();
            response.observe(1, i % 2 == 0 ? 7 : 13, 10, i % 2 == 0 ? 4_000 : 200, 1_000, false);
        }

        assertThat(response.observations()).isEqualTo(PriceResponse.LEAST_OBSERVATIONS);
    }

    @Test
    void promotionsSmallChangesAndDaysWithoutASaleSayNothing() {
        PriceResponse response = new PriceResponse();
        response.observe(1, 7, 10, 90, 10, true);
        response.observe(1, 9.8, 10, 90, 10, false);
        response.observe(1, 7, 10, 0, 10, false);
        response.observe(1, 7, 0, 9, 10, false);
        response.observe(1, 7, 10, 9, Double.NaN, false);

        assertThat(response.observations()).isZero();
        response.observe(1, 7, 10, 9, 10, false);
        assertThat(response.observations()).isEqualTo(1);
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        PriceResponse response = learned(6, 100, -2.5, 10, 0);
        response.observe(2_000, 7, 10, 9, 10, false);

        assertThat(response.observations()).isEqualTo(1);
        assertThat(response.informative()).isFalse();
    }
}
