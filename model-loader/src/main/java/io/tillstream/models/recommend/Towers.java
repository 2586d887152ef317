package io.tillstream.models.recommend;

import io.tillstream.models.inference.LoadedModel;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.inference.TorchEngine;
import io.tillstream.models.registry.ModelFormat;
import io.tillstream.models.registry.ModelManifest;
import io.tillstream.models.registry.ModelManifest.Method;
import io.tillstream.models.registry.ModelManifest.TrainingData;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.ModelVersion;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.models.tensors.DataType;
import io.tillstream.models.tensors.Tensor;
import io.tillstream.models.tensors.TensorSpec;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two loaded towers of one version: vectors of products from what is known of them, vectors of
 * shoppers from the products that they bought. A product's score for a shopper is the dot product.
 * Several threads may ask at a time.
 */
public final class Towers implements AutoCloseable {
    /** The model's name in a registry. */
    public static final String NAME = "two-tower";

    /**
     * Rows of every call, filled up where there are fewer: of another number PyTorch sums in
     * another order, and a vector would hang on who else asked at that moment.
     */
    static final int BATCH = 64;

    /** Id of what makes the towers' inputs: {@link ItemEncoder} and {@link ShopperInput}. */
    static final String PREPROCESSING = "two-tower-facts-1";

    private static final Logger LOG = LoggerFactory.getLogger(Towers.class);
    private static final String ITEMS = "items";
    private static final String SHOPPERS = "shoppers";
    private static final int GOLDEN_ROWS = 4;
    private static final double TOLERANCE = 1e-3;
    private static final TensorSpec VECTORS = floats("vectors", ItemEncoder.WIDTH);
    private static final List<TensorSpec> ITEM_INPUTS =
            List.of(
                    new TensorSpec("facts", DataType.INT64, List.of(-1, ItemEncoder.FACTS)),
                    floats("images", ItemEncoder.WIDTH));
    private static final List<TensorSpec> SHOPPER_INPUTS =
            List.of(floats("pooled", ItemEncoder.WIDTH), floats("facts", ShopperInput.FACTS));

    private final LoadedModel model;

    /** Encoders of pictures that it was not trained with, as far as it was given any. */
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    /**
     * Takes a model over, and closes it with itself.
     *
     * @throws ModelRefusedException if it is no model of two towers; it is closed then
     */
    public Towers(LoadedModel model) throws ModelRefusedException {
        this.model = model;
        try {
            requireMethod(ITEMS, ITEM_INPUTS);
            requireMethod(SHOPPERS, SHOPPER_INPUTS);
            if (!PREPROCESSING.equals(model.manifest().preprocessing())) {
                throw new IllegalArgumentException("preprocessing must be " + PREPROCESSING);
            }
        } catch (IllegalArgumentException e) {
            model.close();
            throw new ModelRefusedException(model.manifest().id(), e.getMessage(), e);
        }
    }

    private void requireMethod(String name, List<TensorSpec> inputs) {
        Method method = model.manifest().method(name);
        if (!method.inputs().equals(inputs) || !method.outputs().equals(List.of(VECTORS))) {
            throw new IllegalArgumentException(
                    "%s must take %s and give %s".formatted(name, inputs, List.of(VECTORS)));
        }
    }

    private static TensorSpec floats(String name, int width) {
        return new TensorSpec(name, DataType.FLOAT32, List.of(-1, width));
    }

    /**
     * A module as a version to be published.
     *
     * @param products some of the catalogue, whose vectors are the golden ones; one or more
     * @param encoder of the pictures that it was trained with; null for none
     * @param training nullable
     */
    public static StoredModel store(
            byte[] module,
            String version,
            List<ProductFacts> products,
            ModelVersion encoder,
            TrainingData training,
            Map<String, Double> metrics) {
        int rows = Math.min(GOLDEN_ROWS, products.size());
        List<ProductFacts> golden = products.subList(0, rows);
        Tensor pictures = Tensor.of(ramp(rows * ItemEncoder.WIDTH), rows, ItemEncoder.WIDTH);
        Tensor pooled = Tensor.of(ramp(rows * ItemEncoder.WIDTH), rows, ItemEncoder.WIDTH);
        Tensor figures = Tensor.of(ramp(rows * ShopperInput.FACTS), rows, ShopperInput.FACTS);
        Method items = described(module, ITEMS, ITEM_INPUTS, List.of(facts(golden), pictures));
        Method shoppers = described(module, SHOPPERS, SHOPPER_INPUTS, List.of(pooled, figures));
        return StoredModel.of(
                new ModelManifest(
                        NAME,
                        version,
                        ModelFormat.TORCHSCRIPT,
                        null,
                        Map.of(ITEMS, items, SHOPPERS, shoppers),
                        PREPROCESSING,
                        training,
                        metrics,
                        null,
                        null,
                        encoder),
                module);
    }

    private static Method described(
            byte[] module, String method, List<TensorSpec> inputs, List<Tensor> golden) {
        try {
            List<Tensor> given = TorchEngine.start().call(module, method, golden);
            return Method.of(inputs, List.of(VECTORS), golden, given, TOLERANCE);
        } catch (IOException e) {
            throw new IllegalArgumentException("no TorchScript: " + e.getMessage(), e);
        }
    }

    /** Numbers between -1/2 and 1/2 without a pattern that a network might not see. */
    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (i * 37 % 101) / 101f - 0.5f;
        }
        return values;
    }

    private static Tensor facts(List<ProductFacts> products) {
        return Tensor.of(ItemEncoder.encode(products), products.size(), ItemEncoder.FACTS);
    }

    /** Loads a version for use in this process. */
    public static Towers load(StoredModel stored) throws ModelRefusedException {
        return new Towers(new ModelLoader(BATCH).load(stored));
    }

    /** The vectors of products, row by row, {@link ItemEncoder#WIDTH} long each. */
    public float[] items(List<ProductFacts> products) {
        return items(products, Collections.nCopies(products.size(), null));
    }

    /**
     * The same with how products look. What another encoder saw in a picture than the one that this
     * version was trained with would be taken for something else: it is left out, which is logged
     * once.
     *
     * @param looks of each product; null where that is not known
     */
    public float[] items(List<ProductFacts> products, List<ProductLook> looks) {
        float[] pictures = ProductLook.rows(looks.stream().map(this::understood).toList());
        return run(ITEMS, facts(products), Tensor.of(pictures, products.size(), ItemEncoder.WIDTH));
    }

    private ProductLook understood(ProductLook look) {
        ModelVersion encoder = model.manifest().encoder();
        if (look == null || (encoder != null && look.encoder().equals(encoder.toString()))) {
            return look;
        }
        if (strangers.add(look.encoder())) {
            LOG.warn(
                    "{} leaves pictures by {} out: it was trained {}",
                    model.manifest().id(),
                    look.encoder(),
                    encoder == null ? "without any" : "with those by " + encoder);
        }
        return null;
    }

    /**
     * The vectors of shoppers, row by row.
     *
     * @param pooled rows of {@link ItemEncoder#WIDTH}: the weighted means of the vectors of what
     *     they bought
     * @param figures rows of {@link ShopperInput#FACTS}, as in {@link ShopperInput#facts}
     */
    public float[] shoppers(float[] pooled, float[] figures) {
        int rows = pooled.length / ItemEncoder.WIDTH;
        return run(
                SHOPPERS,
                Tensor.of(pooled, rows, ItemEncoder.WIDTH),
                Tensor.of(figures, rows, ShopperInput.FACTS));
    }

    private float[] run(String method, Tensor first, Tensor second) {
        float[] vectors = new float[first.batch() * ItemEncoder.WIDTH];
        for (int from = 0; from < first.batch(); from += BATCH) {
            List<Tensor> some = List.of(first.rows(from, BATCH), second.rows(from, BATCH));
            var given = (Tensor.Floats) model.run(method, some).get(0);
            int rows = Math.min(BATCH, first.batch() - from);
            System.arraycopy(
                    given.values(), 0, vectors, from * ItemEncoder.WIDTH, rows * ItemEncoder.WIDTH);
        }
        return vectors;
    }

    @Override
    public void close() {
        model.close();
    }
}
