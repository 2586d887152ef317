package io.tillstream.trends;

import io.tillstream.trends.ProductNames.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which products a subject names, and what it is to them. */
final class CatalogNames {
    /** Products of an alert. */
    static final int MOST_PRODUCTS = 20;

    /** Characters of a subject's name. */
    private static final int LONGEST_NAME = 256;

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Entry> styles = new HashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();
    private final Map<String, String> styleOf = new HashMap<>();

    /** What the catalogue has under a key. */
    private static final class Entry {
        Kind kind = Kind.TAG;
        String name;
        final TreeSet<String> products = new TreeSet<>();

        /** Of a style: how many of its products look so. */
        final Map<String, Integer> looks = new TreeMap<>();

        /** What most of its products have in common, or the name of the cluster. */
        String look(String cluster) {
            String shared =
                    looks.entrySet().stream()
                            .filter(look -> 2 * look.getValue() > products.size())
                            .map(look -> PictureSubject.valueOf(look.getKey()))
                            .collect(Collectors.joining(" "));
            return shared.isEmpty() ? cluster : shared;
        }
    }

    /**
     * What a subject is.
     *
     * @param name as the catalogue has it, else the key
     * @param type in the words of the contract
     * @param products that fit, some of them
     * @param watched the subject of which views, sales and searches are looked at
     * @param modelVersion the encoder that sees it; null for what is written
     */
    record Named(
            String name, String type, List<String> products, String watched, String modelVersion) {}

    /**
     * Takes a product in.
     *
     * @param style the subject of its style; null if it has none
     */
    void add(String productId, ProductNames names, String style) {
        keys.put(productId, names.keys);
        if (style != null) {
            styleOf.put(productId, style);
            Entry entry = styles.computeIfAbsent(style, key -> new Entry());
            entry.products.add(productId);
            names.looks.forEach(look -> entry.looks.merge(look, 1, Integer::sum));
        }
        for (int i = 0; i < names.keys.size(); i++) {
            Entry entry = entries.computeIfAbsent(names.keys.get(i), key -> new Entry());
            entry.products.add(productId);
            Kind kind = kind(names.kinds.get(i));
            String name = names.names.get(i);
            int order = entry.name == null ? -1 : kind.compareTo(entry.kind);
            if (order < 0 || (order == 0 && name.compareTo(entry.name) < 0)) {
                entry.kind = kind;
                entry.name = name;
            }
        }
    }

    private static Kind kind(String label) {
        for (Kind kind : Kind.values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of name: " + label);
    }

    /** Subjects that name a product. */
    List<String> of(ProductHour product) {
        return keys.getOrDefault(product.productId(), List.of());
    }

    /** All that is named. */
    Set<String> subjects() {
        return entries.keySet();
    }

    /** The subject of a product's style, as a list; none if it has no style. */
    List<String> styleOf(ProductHour product) {
        String style = styleOf.get(product.productId());
        return style == null ? List.of() : List.of(style);
    }

    /** Subjects of all styles. */
    Set<String> styles() {
        return styles.keySet();
    }

    /**
     * The encoder by which most products have their style, of as many the first by name; null if no
     * product has one.
     */
    String styleEncoder() {
        Map<String, Integer> products = new TreeMap<>();
        styles.forEach(
                (style, entry) ->
                        products.merge(
                                PictureSubject.of(style).modelVersion(),
                                entry.products.size(),
                                Integer::sum));
        String most = null;
        for (Map.Entry<String, Integer> encoder : products.entrySet()) {
            if (most == null || encoder.getValue() > products.get(most)) {
                most = encoder.getKey();
            }
        }
        return most;
    }

    /** Looks a subject up. */
    Named of(String subject) {
        if (PictureSubject.isKey(subject)) {
            PictureSubject seen = PictureSubject.of(subject);
            if (PictureSubject.isStyle(subject)) {
                return style(subject, seen);
            }
            Named value = of(seen.value());
            return new Named(
                    seen.attribute() + ": " + value.name(),
                    Kind.ATTRIBUTE.label,
                    value.products(),
                    value.watched(),
                    seen.modelVersion());
        }
        Entry entry = entries.get(subject);
        if (entry == null) {
            return new Named(subject, Kind.TAG.label, List.of(), subject, null);
        }
        boolean named = entry.kind != Kind.TAG && entry.name.length() <= LONGEST_NAME;
        return new Named(
                named ? entry.name : subject,
                entry.kind.label,
                entry.products.stream().limit(MOST_PRODUCTS).toList(),
                subject,
                null);
    }

    private Named style(String subject, PictureSubject seen) {
        Entry entry = styles.getOrDefault(subject, new Entry());
        String name = seen.attribute() + ": " + entry.look(seen.value());
        return new Named(
                name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                Kind.STYLE.label,
                entry.products.stream().limit(MOST_PRODUCTS).toList(),
                subject,
                seen.modelVersion());
    }
}
