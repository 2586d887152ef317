package io.tillstream.recommendations;

import static io.tillstream.events.Events.DAY;
import static io.tillstream.events.Events.at;
import static io.tillstream.recommendations.RecommendationStories.bought;
import static io.tillstream.recommendations.RecommendationStories.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import io.tillstream.runtime.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ItemTest {
    private static Item item() {
        Item item = new Item();
        item.facts = facts("Coat", "coats");
        return item;
    }

    private static StockSignal counted(String store, long onHand, long time) {
        return StockSignal.of(new StockLevel(store, "p", onHand, null, null, time));
    }

    @Test
    void aFadingSumIsThatOfItsPartsWhateverTheirOrder() {
        double one = Fading.plus(Fading.plus(Fading.NOTHING, 8, DAY, 10), 3, DAY + 10, 10);
        double other = Fading.plus(Fading.plus(Fading.NOTHING, 3, DAY + 10, 10), 8, DAY, 10);

        assertThat(Fading.worth(one, at(10, 0), 10)).isCloseTo(7, within(1e-6));
        assertThat(other).isCloseTo(one, within(1e-9));
        assertThat(Fading.plus(one, 0, DAY, 10)).isEqualTo(one);
    }

    @Test
    void theStrongestNeighboursStayAndOldOnesFade() {
        Item item = item();
        item.book(bought("p", "old", 0).activity());
        item.book(bought("p", "new", 40).activity());
        assertThat(item.card("p", 0).neighbours()).containsExactly("new", "old");

        for (int i = 0; i < 200; i++) {
            item.book(bought("p", "n" + i, 50 + i).activity());
        }
        assertThat(item.neighbours).hasSize(60).startsWith("n199").doesNotContain("old");
        assertThat(item.card("p", 0).neighbours()).hasSize(Item.TOLD);
    }

    @Test
    void theNeighboursAreTheStrongestOfThoseBeforeAndTheNewOnes() {
        Random random = new Random(5);
        Item item = item();
        for (int i = 0; i < 400; i++) {
            Set<String> companions = new TreeSet<>();
            while (companions.size() < 1 + i % 12) {
                companions.add("n" + random.nextInt(80));
            }
            long day = DAY + i / 50;
            int tie = 1 + i % 3;
            Map<String, Double> all = new TreeMap<>();
            for (int n = 0; n < item.neighbours.length; n++) {
                all.put(item.neighbours[n], item.ties[n]);
            }
            for (String companion : companions) {
                double before = all.getOrDefault(companion, Fading.NOTHING);
                all.put(companion, Fading.plus(before, tie, day, Item.TOGETHER));
            }
            item.book(new ItemActivity(day, 1, 1, companions.toArray(String[]::new), tie, null));

            List<Map.Entry<String, Double>> strongest = new ArrayList<>(all.entrySet());
            strongest.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
            strongest = strongest.subList(0, Math.min(60, strongest.size()));
            assertThat(item.neighbours)
                    .containsExactly(
                            strongest.stream().map(Map.Entry::getKey).toArray(String[]::new));
            assertThat(item.ties)
                    .containsExactly(strongest.stream().mapToDouble(Map.Entry::getValue).toArray());
        }
    }

    @Test
    void itIsOutOfStockOnlyWhenEveryStoreIsKnownToBeEmpty() {
        Item item = item();
        assertThat(item.inStock()).isTrue();
        item.book(counted("s1", 1, at(0, 8)));
        item.book(counted("s2", 0, at(0, 8)));
        assertThat(item.inStock()).isTrue();
        item.book(StockSignal.movement("s1", "p", at(0, 9), -1));
        assertThat(item.inStock()).isFalse();
        item.book(StockSignal.movement("s1", "p", at(0, 7), 5));
        assertThat(item.inStock()).as("the count knew of that").isFalse();
        item.book(counted("s2", 3, at(0, 10)));
        assertThat(item.inStock()).isTrue();
    }

    @Test
    void aDayTeachesTheSameInWhateverOrderItComes() {
        List<ItemInput> inputs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            inputs.add(bought("p", "n" + i % 70, i % 3));
            inputs.add(ItemInput.of(counted("s" + i % 4, i % 5, at(0, 1) + i * 1_000_000L)));
            inputs.add(
                    ItemInput.of(
                            StockSignal.movement("s" + i % 4, "p", at(0, 2) + i * 999_999L, -1)));
        }
        List<String> told = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(inputs, new Random(seed));
            Item item = item();
            for (ItemInput input : inputs) {
                if (input.stock() != null) {
                    item.hold(input.stock());
                } else {
                    item.hold(input.activity());
                }
            }
            item.close(DAY);
            String first = Told.of(item.card("p", DAY));
            item.close(DAY + 2);
            told.add(first + Told.of(item.card("p", DAY + 2)));
            assertThat(item.waitingBought).isEmpty();
            assertThat(item.waitingTies).isEmpty();
        }
        assertThat(told).allMatch(told.get(0)::equals);
    }
}
