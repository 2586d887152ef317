package io.tillstream.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemVectorsTest {
    private static final int WIDTH = ItemEncoder.WIDTH;

    private final ItemVectors<Integer> vectors = new ItemVectors<>();

    @Test
    void theBestAreThoseThatACompleteSortFinds() {
        int items = 3 * DotProducts.BLOCK + 17;
        Random random = new Random(2);
        float[] rows = new float[items * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            // Few values, so that many scores are equal.
            rows[i] = i % WIDTH == 0 ? random.nextInt(40) : 0;
        }
        for (int i = 0; i < items; i++) {
            vectors.put(item(i, i % 5 != 0), rows, i * WIDTH);
        }
        TowerAnswer<Integer> answer = vectors.best(unit(0, 2), 50).get(0);
        List<Integer> expected =
                IntStream.range(0, items)
                        .filter(i -> i % 5 != 0)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer i) -> -rows[i * WIDTH])
                                        .thenComparing(i -> "p" + i))
                        .limit(50)
                        .toList();
        assertThat(answer.cards()).isEqualTo(expected);
        assertThat(answer.scores()[0]).isEqualTo(2 * rows[expected.get(0) * WIDTH]);
    }

    @Test
    void eachShopperGetsAnAnswerOfTheirOwn() {
        vectors.put(item(0, true), unit(0, 1), 0);
        vectors.put(item(1, true), unit(1, 1), 0);
        float[] two = new float[2 * WIDTH];
        two[0] = 1;
        two[WIDTH + 1] = 1;
        assertThat(vectors.best(two, 1)).extracting(a -> a.cards().get(0)).containsExactly(0, 1);
    }

    @Test
    void fewerThanAskedForAreAllThereAre() {
        vectors.put(item(0, true), unit(0, 1), 0);
        assertThat(vectors.best(unit(0, 1), 10).get(0).cards()).containsExactly(0);
        assertThat(new ItemVectors<Integer>().best(unit(0, 1), 10).get(0).cards()).isEmpty();
    }

    @Test
    void anItemTakesThePlaceOfItsFormerSelf() {
        vectors.put(item(0, true), unit(0, 1), 0);
        vectors.put(item(1, true), unit(0, 2), 0);
        vectors.put(item(0, true), unit(0, 3), 0);
        assertThat(vectors.size()).isEqualTo(2);
        assertThat(vectors.best(unit(0, 1), 1).get(0).cards()).containsExactly(0);
        assertThat(vectors.replaceLike(item(0, false))).isTrue();
        assertThat(vectors.best(unit(0, 1), 1).get(0).cards()).containsExactly(1);
    }

    @Test
    void whatIsPooledIsTheWeightedMeanOfWhatIsKnown() {
        vectors.put(item(0, false), unit(0, 4), 0);
        vectors.put(item(1, true), unit(1, 8), 0);
        float[] pooled = new float[WIDTH];
        vectors.pool(
                new ShopperPast(
                        new String[] {"p0", "p1", "unknown"},
                        new float[] {0.75f, 0.25f, 9},
                        new float[4]),
                pooled,
                0);
        assertThat(pooled[0]).isEqualTo(3);
        assertThat(pooled[1]).isEqualTo(2);
    }

    private static TowerItem<Integer> item(int number, boolean shown) {
        return new TowerItem<>(ProductFacts.unknown("p" + number), null, shown, number);
    }

    private static float[] unit(int dimension, float length) {
        float[] vector = new float[WIDTH];
        vector[dimension] = length;
        return vector;
    }
}
