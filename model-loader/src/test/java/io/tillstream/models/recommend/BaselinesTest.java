package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each baseline beside its formula over the matrix customers x products. */
class BaselinesTest {
    private static final int PRODUCTS = 12;
    private static final int CUSTOMERS = 8;
    private static final int DAYS = 60;
    private static final Offset<Double> EXACT = within(1e-9);

    private final PurchaseLog log =
            PurchaseLog.of(Logs.catalogue(PRODUCTS), Logs.purchases(7, CUSTOMERS, PRODUCTS, DAYS));
    private final ShopState state = Evaluation.stateBefore(log, DAYS);
    private final double[][] counts = counts();

    @Test
    void popularityCountsPurchasesAnonymousOnesToo() {
        double[] scores = score(Baselines.popularity(), 0);
        for (int item = 0; item < PRODUCTS; item++) {
            assertThat(scores[item]).isEqualTo(purchases(item, 0));
        }
    }

    @Test
    void recentPopularityCountsTheLast30Days() {
        double[] scores = score(Baselines.recentPopularity(), 0);
        for (int item = 0; item < PRODUCTS; item++) {
            assertThat(scores[item]).isEqualTo(purchases(item, DAYS - 30));
        }
        assertThat(scores).isNotEqualTo(score(Baselines.popularity(), 0));
    }

    @Test
    void itemNeighboursSumTheCosinesWithWhatWasBought() {
        for (int customer = 0; customer < log.customers(); customer++) {
            double[] scores = score(Baselines.itemNeighbours(), customer);
            for (int item = 0; item < PRODUCTS; item++) {
                assertThat(scores[item]).isCloseTo(neighbours(customer, item, false), EXACT);
            }
        }
    }

    @Test
    void decayedNeighboursWeighByAgeAndByTheRootOfRecentPurchases() {
        for (int customer = 0; customer < log.customers(); customer++) {
            double[] scores = score(Baselines.decayedItemNeighbours(), customer);
            for (int item = 0; item < PRODUCTS; item++) {
                double expected =
                        neighbours(customer, item, true) * Math.sqrt(purchases(item, DAYS - 30));
                assertThat(scores[item]).isCloseTo(expected, EXACT);
            }
        }
    }

    @Test
    void ownRepeatsHalveEvery45Days() {
        for (int customer = 0; customer < log.customers(); customer++) {
            double[] expected = new double[PRODUCTS];
            for (Basket basket : log.baskets()) {
                if (basket.customer() == customer) {
                    for (int item : basket.items()) {
                        expected[item] += Math.pow(0.5, (DAYS - basket.day()) / 45.0);
                    }
                }
            }
            assertThat(score(Baselines.ownRepeats(), customer))
                    .containsExactly(expected, within(1e-9));
        }
    }

    @Test
    void easeIsTheRidgeRegressionOfEachProductOnTheOthers() {
        double lambda = 3;
        Ease ease = Ease.fit(state, lambda);
        double[][] bought = binary();
        for (int target = 0; target < PRODUCTS; target++) {
            double[] weights = ridge(bought, target, lambda);
            for (int customer = 0; customer < log.customers(); customer++) {
                double expected = dot(bought[customer], weights);
                assertThat(score(ease, customer)[target]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    /** The same weights by another way: gradient descent on the ridge's squared error. */
    private static double[] ridge(double[][] bought, int target, double lambda) {
        double[] weights = new double[PRODUCTS];
        for (int step = 0; step < 20_000; step++) {
            double[] slope = Arrays.stream(weights).map(w -> lambda * w).toArray();
            for (double[] row : bought) {
                double error = dot(row, weights) - row[target];
                for (int i = 0; i < PRODUCTS; i++) {
                    slope[i] += error * row[i];
                }
            }
            for (int i = 0; i < PRODUCTS; i++) {
                weights[i] -= i == target ? 0 : 0.01 * slope[i];
            }
        }
        return weights;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double[] score(Recommender recommender, int customer) {
        return recommender.score(state, customer, DAYS, log.launchedBefore(DAYS));
    }

    private double neighbours(int customer, int item, boolean decayed) {
        double sum = 0;
        for (int other = 0; other < PRODUCTS; other++) {
            if (other != item && counts[customer][other] > 0) {
                int age = DAYS - state.shopper(customer).of(other).lastDay();
                sum += cosine(item, other) * (decayed ? Math.pow(0.5, age / 45.0) : 1);
            }
        }
        return sum;
    }

    private double cosine(int a, int b) {
        double both = 0;
        double ofA = 0;
        double ofB = 0;
        for (double[] row : binary()) {
            both += row[a] * row[b];
            ofA += row[a];
            ofB += row[b];
        }
        return both == 0 ? 0 : both / Math.sqrt(ofA * ofB);
    }

    private double purchases(int item, int from) {
        return log.between(from, DAYS).stream()
                .filter(basket -> Arrays.binarySearch(basket.items(), item) >= 0)
                .count();
    }

    private double[][] binary() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).map(n -> n > 0 ? 1 : 0).toArray())
                .toArray(double[][]::new);
    }

    private double[][] counts() {
        double[][] matrix = new double[log.customers()][PRODUCTS];
        List<Basket> named = log.baskets().stream().filter(Basket::named).toList();
        named.forEach(b -> Arrays.stream(b.items()).forEach(i -> matrix[b.customer()][i]++));
        return matrix;
    }
}
