package io.tillstream.models.recommend;

import static io.tillstream.models.recommend.ClusteredItems.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ItemSearchTest {
    private static final int WIDTH = ItemEncoder.WIDTH;
    private static final int PRODUCTS = 6_000;
    private static final int LENGTH = 100;
    private static final int SHOPPERS = 20;
    private static final long PATIENCE = 60_000;

    private final ClusteredItems source = new ClusteredItems(60, 3);
    private final float[] rows = source.rows(PRODUCTS);
    private final float[] shoppers = source.rows(SHOPPERS);
    private final ItemVectors<Integer> vectors = new ItemVectors<>();
    private ItemSearch<Integer> search;

    @BeforeEach
    void stock() {
        search = new ItemSearch<>(vectors, PRODUCTS / 2);
        for (int i = 0; i < PRODUCTS; i++) {
            search.put(item(i, true), rows, i * WIDTH);
        }
    }

    @AfterEach
    void close() {
        search.close();
    }

    private void awaitGraph() throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE;
        do {
            // A question is what sets the building off.
            search.best(shoppers, LENGTH);
            Thread.sleep(20);
        } while (!search.isSettled() && System.currentTimeMillis() < until);
        assertThat(search.isSettled()).isTrue();
    }

    private double recall() {
        List<TowerAnswer<Integer>> exact = vectors.best(shoppers, LENGTH);
        List<TowerAnswer<Integer>> about = search.best(shoppers, LENGTH);
        int found = 0;
        for (int i = 0; i < SHOPPERS; i++) {
            assertThat(about.get(i).cards()).hasSize(LENGTH).doesNotHaveDuplicates();
            Set<Integer> best = new HashSet<>(exact.get(i).cards());
            best.retainAll(about.get(i).cards());
            found += best.size();
        }
        return (double) found / SHOPPERS / LENGTH;
    }

    @Test
    void upToTheLimitEveryProductIsScored() {
        ItemVectors<Integer> few = new ItemVectors<>();
        try (ItemSearch<Integer> exact = new ItemSearch<>(few, PRODUCTS)) {
            for (int i = 0; i < PRODUCTS; i++) {
                exact.put(item(i, true), rows, i * WIDTH);
            }
            assertThat(exact.best(shoppers, LENGTH))
                    .usingRecursiveComparison()
                    .isEqualTo(few.best(shoppers, LENGTH));
            assertThat(exact.isSettled()).as("has a graph").isFalse();
        }
    }

    @Test
    void untilThereIsAGraphAnswersAreExact() {
        assertThat(search.best(shoppers, LENGTH))
                .usingRecursiveComparison()
                .isEqualTo(vectors.best(shoppers, LENGTH));
    }

    @Test
    void nearlyAllOfTheBestAreFoundByTheGraphWithTheSameScores() throws Exception {
        awaitGraph();

        assertThat(recall()).isGreaterThanOrEqualTo(0.9);
        TowerAnswer<Integer> exact = vectors.best(shoppers, LENGTH).get(0);
        TowerAnswer<Integer> about = search.best(shoppers, LENGTH).get(0);
        for (int i = 0; i < LENGTH; i++) {
            int place = exact.cards().indexOf(about.cards().get(i));
            if (place >= 0) {
                assertThat(about.scores()[i]).isEqualTo(exact.scores()[place]);
            }
        }
    }

    @Test
    void whatMayNotBeShownDoesNotComeOutAndOthersTakeItsPlaces() throws Exception {
        awaitGraph();
        for (int i = 0; i < PRODUCTS; i++) {
            if (i % 4 != 0) {
                assertThat(vectors.replaceLike(item(i, false))).isTrue();
            }
        }
        for (TowerAnswer<Integer> answer : search.best(shoppers, LENGTH)) {
            assertThat(answer.cards()).hasSize(LENGTH).allMatch(card -> card % 4 == 0);
        }
        assertThat(recall()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void whereHardlyAnyMayBeShownAllOfThemComeOut() throws Exception {
        awaitGraph();
        for (int i = 7; i < PRODUCTS; i++) {
            vectors.replaceLike(item(i, false));
        }
        assertThat(search.best(shoppers, LENGTH))
                .allSatisfy(
                        answer ->
                                assertThat(answer.cards())
                                        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6));
    }

    @Test
    void aProductThatChangedIsFoundInItsNewPlaceAndANewOneAtOnce() throws Exception {
        awaitGraph();
        float[] shopper = new float[WIDTH];
        System.arraycopy(shoppers, 0, shopper, 0, WIDTH);
        int last = vectors.best(shopper, PRODUCTS).get(0).cards().get(PRODUCTS - 1);
        int first = vectors.best(shopper, 1).get(0).cards().get(0);
        float[] far = new float[WIDTH];
        float[] near = new float[WIDTH];
        for (int d = 0; d < WIDTH; d++) {
            far[d] = -10 * shopper[d];
            near[d] = 10 * shopper[d];
        }
        search.put(item(last, true), near, 0);
        search.put(item(first, true), far, 0);
        search.put(item(PRODUCTS, true), near, 0);

        List<Integer> cards = search.best(shopper, LENGTH).get(0).cards();
        assertThat(cards.subList(0, 2)).containsExactlyInAnyOrder(last, PRODUCTS);
        assertThat(cards).doesNotContain(first);
    }

    @Test
    void aProductThatChangedLittleComesOutOnce() throws Exception {
        awaitGraph();
        int best = vectors.best(shoppers, 1).get(0).cards().get(0);
        search.put(item(best, true), rows, best * WIDTH);

        assertThat(search.best(shoppers, LENGTH).get(0).cards())
                .startsWith(best)
                .doesNotHaveDuplicates();
    }

    @Test
    void whereAGraphFindsTooFewTheAnswerIsExact() {
        List<float[]> few = IntStream.range(0, LENGTH / 2).mapToObj(vectors::row).toList();
        try (ItemGraph graph = ItemGraph.of(few, () -> false)) {
            assertThat(vectors.best(shoppers, LENGTH, graph, new BitSet()))
                    .usingRecursiveComparison()
                    .isEqualTo(vectors.best(shoppers, LENGTH));
        }
    }

    @Test
    void whenManyChangedAnotherGraphTakesItsPlace() throws Exception {
        awaitGraph();
        float[] others = source.rows(PRODUCTS);
        for (int i = 0; i < PRODUCTS; i++) {
            search.put(item(i, true), others, i * WIDTH);
        }
        search.best(shoppers, LENGTH);
        assertThat(search.isSettled()).isFalse();
        awaitGraph();

        assertThat(recall()).isGreaterThanOrEqualTo(0.9);
    }
}
