package io.tillstream.models.recommend;

import static io.tillstream.models.recommend.ClusteredItems.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** On a CPU where there is no GPU: the same code. */
class DeviceVectorsTest {
    private static final int WIDTH = ItemEncoder.WIDTH;
    private static final int PRODUCTS = 2_500;
    private static final int LENGTH = 100;

    private final ClusteredItems source = new ClusteredItems(25, 5);
    private final List<float[]> rows = new ArrayList<>();
    private final ItemVectors<Integer> vectors = new ItemVectors<>();

    DeviceVectorsTest() {
        for (int i = 0; i < PRODUCTS; i++) {
            rows.add(source.next());
            vectors.put(item(i, i % 3 != 0), rows.get(i), 0);
        }
    }

    private void assertExact(int shoppers, int chunkSize) {
        float[] batch = source.rows(shoppers);
        try (DeviceVectors device = DeviceVectors.of(rows, chunkSize, () -> false)) {
            assertThat(vectors.best(batch, LENGTH, device, new BitSet()))
                    .usingRecursiveComparison()
                    .isEqualTo(vectors.best(batch, LENGTH));
        }
    }

    @Test
    void answersAreThoseOfTheExactSearch() {
        assertExact(5, PRODUCTS);
    }

    @Test
    void theBestOfAllChunksComeOutEvenOfOneThatIsShorterThanTheAnswer() {
        assertExact(5, 1_220);
    }

    @Test
    void moreShoppersThanABatchAreAnsweredInTheirOrder() {
        assertExact(2 * DeviceVectors.BATCH + 3, 1_000);
    }

    @Test
    void whereFewerAreWantedFewerComeAndNoneThatIsNot() {
        try (DeviceVectors device = DeviceVectors.of(rows, 1_000, () -> false)) {
            int[][] found = device.nearest(source.rows(2), LENGTH, row -> row % 500 == 7);
            assertThat(found).hasDimensions(2, 5);
            assertThat(found[0]).containsExactlyInAnyOrder(7, 507, 1007, 1507, 2007);
        }
    }

    private void stock(ItemSearch<Integer> search, float[] shopper) throws Exception {
        for (int i = 0; i < PRODUCTS; i++) {
            search.put(item(i, true), rows.get(i), 0);
        }
        search.best(shopper, LENGTH);
        for (int i = 0; i < 500 && !search.isSettled(); i++) {
            Thread.sleep(20);
        }
        assertThat(search.isSettled()).isTrue();
    }

    @Test
    void whatChangedSinceIsScoredBesideIt() throws Exception {
        float[] shopper = source.rows(1);
        float[] near = new float[WIDTH];
        for (int d = 0; d < WIDTH; d++) {
            near[d] = 10 * shopper[d];
        }
        try (ItemSearch<Integer> search = new ItemSearch<>(vectors, 0, DeviceVectors::of)) {
            stock(search, shopper);
            search.put(item(PRODUCTS, true), near, 0);

            assertThat(search.best(shopper, LENGTH))
                    .usingRecursiveComparison()
                    .isEqualTo(vectors.best(shopper, LENGTH));
            assertThat(search.best(shopper, 1).get(0).cards()).containsExactly(PRODUCTS);
        }
    }

    @Test
    void whereTheDeviceFailsEachProductIsScored() throws Exception {
        float[] shopper = source.rows(1);
        AtomicReference<DeviceVectors> device = new AtomicReference<>();
        ItemSearch.Builder builder =
                (copied, cancelled) -> {
                    device.set(DeviceVectors.of(copied, cancelled));
                    return device.get();
                };
        try (ItemSearch<Integer> search = new ItemSearch<>(vectors, 0, builder)) {
            stock(search, shopper);
            device.get().close();

            assertThat(search.best(shopper, LENGTH))
                    .usingRecursiveComparison()
                    .isEqualTo(vectors.best(shopper, LENGTH));
            assertThat(search.isSettled()).isFalse();
        }
    }

    @Test
    void buildingIsGivenUpWhenItIsWantedNoMore() {
        assertThatThrownBy(() -> DeviceVectors.of(rows, () -> true))
                .isInstanceOf(CancellationException.class);
    }
}
