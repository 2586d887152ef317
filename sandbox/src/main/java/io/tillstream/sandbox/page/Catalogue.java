package io.tillstream.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the page knows of products: title, category and picture, from {@code catalog.products}. It
 * is bounded by products and by bytes; beyond that the product that was not asked for the longest
 * goes, and the page shows its id instead.
 *
 * <p>Pictures are only taken from {@code data:} addresses and from files of one folder. Web
 * addresses are not fetched: the page works without a network, and a catalogue must not be able to
 * make this process call somewhere.
 */
final class Catalogue {
    /** Bytes of a picture, and the type to serve it as. */
    record Picture(String contentType, byte[] bytes) {}

    private record Product(String title, String category, String imageUri) {
        int weight() {
            // Two bytes a character is the worst case, and the map's own cost is about 200 bytes.
            return 200 + 2 * (title.length() + category.length() + imageUri.length());
        }
    }

    private static final int MAX_TEXT = 200;
    private static final int MAX_IMAGE_URI = 300_000;
    private static final long MAX_PICTURE_BYTES = 1_000_000;
    private static final Map<String, String> PICTURE_TYPES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp",
                    "svg", "image/svg+xml");

    private final int maxProducts;
    private final long maxBytes;
    private final Path pictures;
    private final Map<String, Product> products = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Catalogue(int maxProducts, long maxBytes, Path pictures) {
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
                        image.length() > MAX_IMAGE_URI ? "" : image);
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
        if (product.imageUri().startsWith("data:image/")
                || product.imageUri().startsWith("file:")) {
            // The version changes with the picture, so that browsers may keep what they have.
            target.put("picture", Integer.toHexString(product.imageUri().hashCode()));
        }
    }

    /** The product's picture, if it has one that may be shown. */
    Optional<Picture> picture(String productId) {
        String uri;
        synchronized (this) {
            Product product = products.get(productId);
            uri = product == null ? "" : product.imageUri();
        }
        try {
            if (uri.startsWith("data:")) {
                return fromData(uri);
            }
            return uri.startsWith("file:") ? fromFile(uri) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // A wrong address or a missing file is a product without a picture, not an error.
            return Optional.empty();
        }
    }

    private void remove(String productId) {
        Product old = products.remove(productId);
        if (old != null) {
            bytes -= old.weight();
        }
    }

    private static Optional<Picture> fromData(String uri) {
        int comma = uri.indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        String head = uri.substring("data:".length(), comma);
        int semicolon = head.indexOf(';');
        String type =
                (semicolon < 0 ? head : head.substring(0, semicolon)).toLowerCase(Locale.ROOT);
        if (!PICTURE_TYPES.containsValue(type)) {
            return Optional.empty();
        }
        String body = uri.substring(comma + 1);
        byte[] content =
                head.endsWith(";base64")
                        ? Base64.getDecoder().decode(body)
                        : java.net.URLDecoder.decode(
                                        body.replace("+", "%2B"), StandardCharsets.UTF_8)
                                .getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Picture(type, content));
    }

    private Optional<Picture> fromFile(String uri) throws IOException {
        if (pictures == null) {
            return Optional.empty();
        }
        Path file = Path.of(URI.create(uri)).toRealPath();
        String name = file.getFileName().toString();
        String type =
                PICTURE_TYPES.get(
                        name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        // The real path: neither ".." nor a link leads out of the folder.
        if (type == null
                || !file.startsWith(pictures.toRealPath())
                || !Files.isRegularFile(file)
                || Files.size(file) > MAX_PICTURE_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new Picture(type, Files.readAllBytes(file)));
    }
}
