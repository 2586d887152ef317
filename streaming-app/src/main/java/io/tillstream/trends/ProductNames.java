package io.tillstream.trends;

import io.tillstream.events.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What may be said of a product, as the catalogue has it. A Flink POJO: fields are added, never
 * changed.
 */
public class ProductNames {
    /** Names of a product beyond which none are read. */
    private static final int MOST_NAMES = 40;

    /** Instead of an attribute; behind those that can be seen. */
    private static final String GARMENT = "type";

    /** Keys of what is said, in the order of {@link #kinds}. */
    public List<String> keys = new ArrayList<>();

    /** What kind of name each is, as the label of {@link Kind}. */
    public List<String> kinds = new ArrayList<>();

    /** The names as the catalogue has them. */
    public List<String> names = new ArrayList<>();

    /** What can be seen of it, by the catalogue's words, and its category; sorted traits. */
    public List<String> looks = new ArrayList<>();

    /** For Flink. */
    public ProductNames() {}

    /** What a subject is, in the words of the contract; the first that fits. */
    enum Kind {
        STYLE("style"),
        ATTRIBUTE("attribute"),
        BRAND("brand"),
        PRODUCT("product"),
        TAG("tag");

        final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /** The names of a product that is sold; none of another. */
    static ProductNames of(Product product, Synonyms synonyms) {
        ProductNames names = new ProductNames();
        if (product.removed() || !product.active()) {
            return names;
        }
        Map<String, Kind> all = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(product.attributes()).entrySet()) {
            boolean style = entry.getKey().equalsIgnoreCase("style");
            all.putIfAbsent(entry.getValue(), style ? Kind.STYLE : Kind.ATTRIBUTE);
            if (PictureSubject.canBeSeen(entry.getKey())) {
                names.looks.add(PictureSubject.trait(entry.getKey(), entry.getValue()));
            }
        }
        if (product.brand() != null) {
            all.putIfAbsent(product.brand(), Kind.BRAND);
        }
        all.putIfAbsent(product.category(), Kind.ATTRIBUTE);
        names.looks.add(PictureSubject.trait(GARMENT, product.category()));
        all.putIfAbsent(product.title(), Kind.PRODUCT);
        SubjectReader reader = new SubjectReader(synonyms);
        reader.read(product.title(), List.of(), null)
                .subjects()
                .forEach(key -> all.putIfAbsent(key, Kind.TAG));
        all.forEach((name, kind) -> names.add(synonyms.of(SubjectReader.key(name)), kind, name));
        return names;
    }

    /**
     * True if nothing else is said than before: most records of a catalogue tell of prices or
     * stock.
     *
     * @param before null if nothing was
     */
    boolean isSame(ProductNames before) {
        return before == null
                ? keys.isEmpty()
                : keys.equals(before.keys)
                        && kinds.equals(before.kinds)
                        && names.equals(before.names)
                        && looks.equals(before.looks);
    }

    private void add(String key, Kind kind, String name) {
        if (!key.isEmpty() && keys.size() < MOST_NAMES && !keys.contains(key)) {
            keys.add(key);
            kinds.add(kind.label);
            names.add(name);
        }
    }
}
