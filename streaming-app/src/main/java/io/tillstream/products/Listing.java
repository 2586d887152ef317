package io.tillstream.products;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.events.Product;
import io.tillstream.schemas.rows.ProductRow;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;

/** Catalogue records as rows. */
final class Listing {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String INLINE = "data:";

    private Listing() {}

    /**
     * The row of a product after news of it.
     *
     * @param before its row before, null if there was none
     * @param heardAt when the record came, by Kafka; 0 if that is not known
     * @return null if something is removed that was never there
     */
    static ProductRow after(ProductRow before, Product news, long heardAt) throws IOException {
        long version = before == null ? heardAt : Math.max(heardAt, before.version() + 1);
        if (news.removed()) {
            return before == null ? null : removed(before, version);
        }
        return new ProductRow(
                news.productId(),
                news.title(),
                news.category(),
                news.brand(),
                news.price(),
                news.currency(),
                json(news.attributes()),
                address(news.imageUri()),
                news.launchedAt(),
                news.active(),
                false,
                version);
    }

    private static ProductRow removed(ProductRow row, long version) {
        return new ProductRow(
                row.productId(),
                row.title(),
                row.category(),
                row.brand(),
                row.price(),
                row.currency(),
                row.attributes(),
                row.imageUri(),
                row.launchedAt(),
                false,
                true,
                version);
    }

    /** A picture itself is no address, and too large for a table. */
    private static String address(String imageUri) {
        return imageUri == null || imageUri.startsWith(INLINE) ? null : imageUri;
    }

    private static String json(Map<String, String> attributes) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : new TreeMap<>(attributes).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
