package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the page knows of products: title, category and picture, from {@code catalog.products}. It
 * is bounded by products and by bytes; beyond that the product that was not asked for the longest
 * goes, and the page shows its id instead.
 */
final class Catalogue {
    private record Product(String title, String category, String imageUri) {
        int weight() {
            // Two bytes a character is the worst case, and the map's own cost is about 200 bytes.
            return 200 + 2 * (title.length() + category.length() + imageUri.length());
        }
    }

    private static final int MAX_TEXT = 200;

    private final int maxProducts;
    private final long maxBytes;
    private final Pictures pictures;
    private final Map<String, Product> products = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Catalogue(int maxProducts, long maxBytes, Pictures pictures) {
        this.maxProducts = maxProducts;
        this.maxBytes = maxBytes;
        this.pictures = pictures;
    }

    synchronized int size() {
        return products.size();
    }

    synchronized boolean has(String productId) {
        return products.containsKey(productId);
    }

    /** Categories of the products that are known, by name. */
    synchronized Set<String> categories() {
        Set<String> categories = new TreeSet<>();
        products.values().forEach(product -> categories.add(product.category()));
        return categories;
    }

    /**
     * Some products.
     *
     * @param category empty for any
     */
    synchronized List<String> ids(String category, int most) {
        return products.entrySet().stream()
                .filter(e -> category.isEmpty() || e.getValue().category().equals(category))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(most)
                .toList();
    }

    /** Takes a record of the topic; without a value the product is gone. */
    synchronized void put(String productId, byte[] value) {
        remove(productId);
        if (value == null) {
            return;
        }
        JsonNode json = PageJson.readOrMissing(value);
        if (!json.isObject()) {
            return;
        }
        String image = json.path("image_uri").asText("");
        Product product =
                new Product(
                        PageJson.shorten(json.path("title").asText(""), MAX_TEXT),
                        PageJson.shorten(json.path("category").asText(""), MAX_TEXT),
                        pictures.mayShow(image) ? image : "");
        products.put(productId, product);
        bytes += product.weight();
        while (products.size() > maxProducts || bytes > maxBytes) {
            remove(products.keySet().iterator().next());
        }
    }

    /** Adds title, category and the picture's version to a product of the page, where known. */
    synchronized void describe(String productId, ObjectNode target) {
        Product product = products.get(productId);
        if (product == null) {
            return;
        }
        target.put("title", product.title()).put("category", product.category());
        Pictures.describe(product.imageUri(), target);
    }

    /** The product's picture, if it has one that may be shown. */
    Optional<Pictures.Picture> picture(String productId) {
        String uri;
        synchronized (this) {
            Product product = products.get(productId);
            uri = product == null ? "" : product.imageUri();
        }
        return pictures.read(uri);
    }

    private void remove(String productId) {
        Product old = products.remove(productId);
        if (old != null) {
            bytes -= old.weight();
        }
    }
}
