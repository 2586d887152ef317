package io.tillstream.models.recommend;

import io.tillstream.models.registry.ModelRefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A trained two-tower model over a catalogue that does not change, to be judged beside others: the
 * score of a product is the dot product of its vector and the shopper's.
 */
public final class TwoTower implements Recommender, AutoCloseable {
    private final Towers towers;
    private final float[] items;

    /** Runs the item tower over the catalogue. Closes the towers with itself. */
    public TwoTower(Towers towers, List<ProductFacts> catalogue, ProductLooks looks) {
        this.towers = towers;
        this.items = towers.items(catalogue, looks.of(catalogue));
    }

    /** Loads a module that was trained in this process. */
    static TwoTower of(byte[] module, List<ProductFacts> catalogue, ProductLooks looks) {
        try {
            return new TwoTower(
                    Towers.load(
                            Towers.store(
                                    module, "trial", catalogue, looks.encoder(), null, Map.of())),
                    catalogue,
                    looks);
        } catch (ModelRefusedException e) {
            throw new IllegalStateException("what was trained here is refused here", e);
        }
    }

    /** The vector of a product, {@link ItemEncoder#WIDTH} long. */
    public float[] item(int item) {
        int from = item * ItemEncoder.WIDTH;
        return Arrays.copyOfRange(items, from, from + ItemEncoder.WIDTH);
    }

    /** The vector of a shopper, {@link ItemEncoder#WIDTH} long. */
    public float[] shopper(ShopperInput shopper) {
        float[] pooled = new float[ItemEncoder.WIDTH];
        for (int i = 0; i < shopper.items().length; i++) {
            int from = shopper.items()[i] * ItemEncoder.WIDTH;
            for (int d = 0; d < pooled.length; d++) {
                pooled[d] += shopper.weights()[i] * items[from + d];
            }
        }
        return towers.shoppers(pooled, shopper.facts());
    }

    @Override
    public String name() {
        return Towers.NAME;
    }

    @Override
    public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
        float[] shopper = shopper(ShopperInput.of(state.shopper(customer), day));
        double[] scores = new double[items.length / ItemEncoder.WIDTH];
        for (int item = 0; item < scores.length; item++) {
            float sum = 0;
            for (int d = 0; d < shopper.length; d++) {
                sum += shopper[d] * items[item * ItemEncoder.WIDTH + d];
            }
            scores[item] = sum;
        }
        return scores;
    }

    @Override
    public void close() {
        towers.close();
    }
}
