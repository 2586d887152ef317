package io.tillstream.trends;

import io.tillstream.events.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What can be seen of a product, as the catalogue says it. State: add fields only.
 *
 * @param traits see {@link PictureSubject#trait}; none if it is not sold any more
 */
public record ProductTraits(String productId, String[] traits) {
    static ProductTraits of(Product product, Synonyms synonyms) {
        List<String> traits = new ArrayList<>();
        for (Map.Entry<String, String> said : new TreeMap<>(product.attributes()).entrySet()) {
            String value = synonyms.of(SubjectReader.key(said.getValue()));
            if (PictureSubject.canBeSeen(said.getKey()) && !value.isEmpty()) {
                traits.add(PictureSubject.trait(said.getKey(), value));
            }
        }
        return new ProductTraits(product.productId(), traits.toArray(new String[0]));
    }

    boolean isGone() {
        return traits.length == 0;
    }
}
