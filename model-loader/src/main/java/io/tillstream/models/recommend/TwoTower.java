package io.tillstream.models.recommend;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.util.Arrays;
import java.util.List;

/**
 * A trained two-tower model over a catalogue: the score of a product is the dot product of its
 * vector and the shopper's. Not thread-safe.
 */
public final class TwoTower implements Recommender, AutoCloseable {
    private static final int CHUNK = 4_096;

    private final byte[] module;
    private final TowerModule tower;
    private final Predictor<NDList, NDList> predictor;
    private final float[][] items;

    /**
     * Runs the item tower over the catalogue.
     *
     * @param module TorchScript, as the training wrote it
     */
    public TwoTower(byte[] module, List<ProductFacts> catalogue) {
        this.module = module.clone();
        tower = TowerModule.trained(module);
        predictor = tower.model().newPredictor(new NoopTranslator());
        items = new float[catalogue.size()][];
        for (int from = 0; from < items.length; from += CHUNK) {
            encode(catalogue.subList(from, Math.min(items.length, from + CHUNK)), from);
        }
    }

    private void encode(List<ProductFacts> products, int at) {
        int n = products.size();
        try (NDManager manager = tower.model().getNDManager().newSubManager()) {
            NDArray facts =
                    manager.create(ItemEncoder.encode(products), new Shape(n, ItemEncoder.FACTS));
            NDArray images = manager.zeros(new Shape(n, ItemEncoder.WIDTH));
            float[] flat = run(manager, "items", facts, images);
            for (int i = 0; i < n; i++) {
                items[at + i] =
                        Arrays.copyOfRange(
                                flat, i * ItemEncoder.WIDTH, (i + 1) * ItemEncoder.WIDTH);
            }
        }
    }

    /** Calls an exported method of the module, which the engine takes from an input's name. */
    private float[] run(NDManager manager, String method, NDArray first, NDArray second) {
        NDArray call = manager.zeros(new Shape(1), DataType.FLOAT32);
        call.setName("module_method:" + method);
        try {
            NDList out = predictor.predict(new NDList(first, second, call));
            try (out) {
                return out.singletonOrThrow().toFloatArray();
            }
        } catch (TranslateException e) {
            throw new IllegalStateException("two-tower model: " + e.getMessage(), e);
        }
    }

    /** The module as TorchScript. */
    public byte[] module() {
        return module.clone();
    }

    /** The vector of a product, {@link ItemEncoder#WIDTH} long. */
    public float[] item(int item) {
        return items[item].clone();
    }

    /** The vector of a shopper, {@link ItemEncoder#WIDTH} long. */
    public float[] shopper(ShopperInput shopper) {
        float[] pooled = new float[ItemEncoder.WIDTH];
        for (int i = 0; i < shopper.items().length; i++) {
            float[] vector = items[shopper.items()[i]];
            for (int d = 0; d < pooled.length; d++) {
                pooled[d] += shopper.weights()[i] * vector[d];
            }
        }
        try (NDManager manager = tower.model().getNDManager().newSubManager()) {
            return run(
                    manager,
                    "shoppers",
                    manager.create(pooled, new Shape(1, pooled.length)),
                    manager.create(shopper.facts(), new Shape(1, ShopperInput.FACTS)));
        }
    }

    @Override
    public String name() {
        return "two-tower";
    }

    @Override
    public double[] score(ShopState state, int customer, int day, boolean[] allowed) {
        float[] shopper = shopper(ShopperInput.of(state.shopper(customer), day));
        double[] scores = new double[items.length];
        for (int item = 0; item < scores.length; item++) {
            float sum = 0;
            for (int d = 0; d < shopper.length; d++) {
                sum += shopper[d] * items[item][d];
            }
            scores[item] = sum;
        }
        return scores;
    }

    @Override
    public void close() {
        predictor.close();
        tower.close();
    }
}
