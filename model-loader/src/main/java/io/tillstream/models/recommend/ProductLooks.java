package io.tillstream.models.recommend;

import io.tillstream.models.registry.ModelVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the products of a catalogue look, by one encoder. */
public final class ProductLooks {
    /** Nobody knows how any product looks. */
    public static final ProductLooks NONE = new ProductLooks(null, Map.of());

    private final ModelVersion encoder;
    private final Map<String, ProductLook> looks;

    private ProductLooks(ModelVersion encoder, Map<String, ProductLook> looks) {
        this.encoder = encoder;
        this.looks = looks;
    }

    /**
     * The looks of products.
     *
     * @param embeddings unit vectors of pictures by the products' ids
     */
    public static ProductLooks of(ModelVersion encoder, Map<String, float[]> embeddings) {
        if (embeddings.isEmpty()) {
            return NONE;
        }
        Map<String, ProductLook> looks = new HashMap<>();
        embeddings.forEach(
                (id, embedding) -> looks.put(id, ProductLook.of(encoder.toString(), embedding)));
        return new ProductLooks(encoder, looks);
    }

    /** The encoder; null if there are no looks. */
    public ModelVersion encoder() {
        return encoder;
    }

    /** Products whose look is known. */
    public int size() {
        return looks.size();
    }

    /** The look of a product; null where it is not known. */
    public ProductLook of(String productId) {
        return looks.get(productId);
    }

    /** The looks of products, in their order; null where one is not known. */
    List<ProductLook> of(List<ProductFacts> products) {
        return products.stream().map(product -> looks.get(product.id())).toList();
    }
}
