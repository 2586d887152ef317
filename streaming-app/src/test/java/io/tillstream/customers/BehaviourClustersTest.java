package io.tillstream.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Amount;
import io.tillstream.models.clusters.KMeansState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BehaviourClustersTest {
    private static final String[] HABITS = {
        "budget", "high-value", "seasonal", "frequent", "online", "occasional"
    };

    @Test
    void nobodyHasAClusterBeforeAnythingWasLearned() {
        BehaviourClusters clusters = BehaviourClusters.of(null);
        assertThat(clusters.nameOf(customer("budget", new Random(1)))).isNull();
        assertThat(clusters.isOf(null)).isTrue();
        assertThat(BehaviourClusters.update(null, List.of())).isNull();
    }

    @Test
    void habitsGetTheirNamesAndKeepThemFor200Days() {
        Random random = new Random(2);
        KMeansState state = null;
        for (int day = 1; day <= 200; day++) {
            state = BehaviourClusters.update(state, customers(20, random));
            if (day == 20 || day == 200) {
                assertNames(BehaviourClusters.of(state), random, day);
            }
        }
    }

    private static void assertNames(BehaviourClusters clusters, Random random, int day) {
        Map<String, Integer> right = new TreeMap<>();
        for (String habit : HABITS) {
            for (int i = 0; i < 100; i++) {
                boolean same = habit.equals(clusters.nameOf(customer(habit, random)));
                right.merge(habit, same ? 1 : 0, Integer::sum);
            }
        }
        assertThat(right).as("day %d", day).allSatisfy((h, n) -> assertThat(n).isGreaterThan(80));
    }

    @Test
    void theOrderOfTheCustomersOfADayMattersInNoBit() {
        Random random = new Random(3);
        KMeansState one = null;
        KMeansState other = null;
        for (int day = 0; day < 10; day++) {
            List<long[]> customers = customers(30, random);
            one = BehaviourClusters.update(one, customers);
            List<long[]> shuffled = new ArrayList<>(customers);
            Collections.shuffle(shuffled, random);
            other = BehaviourClusters.update(other, shuffled);
        }
        assertThat(other.centroids()).containsExactly(one.centroids());
        assertThat(other.weights()).containsExactly(one.weights());
    }

    @Test
    void oddFiguresAreNoTrouble() {
        long[] giftsOnly = Figures.none();
        giftsOnly[Figures.PURCHASES] = 1;
        long[] moreReturnedThanBought = giftsOnly.clone();
        moreReturnedThanBought[Figures.GROSS] = Amount.ONE;
        moreReturnedThanBought[Figures.RETURNED] = 50 * Amount.ONE;
        long[] moreDiscountThanPrice = giftsOnly.clone();
        moreDiscountThanPrice[Figures.GROSS] = Amount.ONE;
        moreDiscountThanPrice[Figures.DISCOUNT] = 2 * Amount.ONE;
        List<long[]> odd = List.of(giftsOnly, moreReturnedThanBought, moreDiscountThanPrice);
        BehaviourClusters clusters = BehaviourClusters.of(BehaviourClusters.update(null, odd));
        assertThat(odd).extracting(clusters::nameOf).doesNotContainNull();
    }

    @Test
    void clustersKnowWhichStateTheyAreOf() {
        Random random = new Random(4);
        KMeansState first = BehaviourClusters.update(null, customers(5, random));
        KMeansState second = BehaviourClusters.update(first, customers(5, random));
        BehaviourClusters clusters = BehaviourClusters.of(first);
        assertThat(clusters.isOf(first)).isTrue();
        assertThat(clusters.isOf(second)).isFalse();
        assertThat(clusters.isOf(null)).isFalse();
    }

    private static List<long[]> customers(int each, Random random) {
        List<long[]> customers = new ArrayList<>();
        for (String habit : HABITS) {
            for (int i = 0; i < each; i++) {
                customers.add(customer(habit, random));
            }
        }
        return customers;
    }

    /** Somebody with a habit: six purchases of 40, half of them online, but for the habit. */
    private static long[] customer(String habit, Random random) {
        double purchases = 6;
        double basket = 40;
        double discount = 0.05;
        double seasonal = 0.15;
        double online = 0.2;
        double returned = 0.03;
        switch (habit) {
            case "budget" -> {
                basket = 20;
                discount = 0.35;
            }
            case "high-value" -> basket = 220;
            case "seasonal" -> seasonal = 0.9;
            case "frequent" -> purchases = 45;
            case "online" -> {
                online = 0.95;
                returned = 0.12;
            }
            default -> {
                purchases = 1;
                seasonal = 0;
                online = 0;
            }
        }
        long[] figures = Figures.none();
        long n = Math.max(1, Math.round(purchases * (0.8 + 0.4 * random.nextDouble())));
        double gross = n * basket * (0.8 + 0.4 * random.nextDouble()) * Amount.ONE;
        figures[Figures.PURCHASES] = n;
        figures[Figures.GROSS] = Math.round(gross);
        figures[Figures.DISCOUNT] =
                Math.round(gross * discount * (0.8 + 0.4 * random.nextDouble()));
        figures[Figures.RETURNED] = Math.round(gross * returned * random.nextDouble());
        figures[Figures.SEASONAL] = Math.round(n * seasonal);
        figures[Figures.ONLINE] = Math.round(n * online);
        return figures;
    }
}
