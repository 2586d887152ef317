package io.tillstream.pictures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.events.PostLook;
import io.tillstream.events.SimilarLooks;
import io.tillstream.schemas.rows.PostLookRow;
import io.tillstream.schemas.rows.ProductEmbeddingRow;
import io.tillstream.schemas.rows.ProductSimilarLookRow;
import java.io.IOException;
import java.io.StringWriter;

/** Looks as rows of tables. */
final class LookRows {
    private static final JsonFactory JSON = new JsonFactory();

    private LookRows() {}

    static ProductEmbeddingRow embedding(String productId, Look look, long version) {
        return new ProductEmbeddingRow(
                productId, look.modelVersion, look.vector, look.style, version);
    }

    static ProductSimilarLookRow similar(SimilarLooks looks, long version) throws IOException {
        return new ProductSimilarLookRow(
                looks.productId(),
                looks.modelVersion(),
                items(looks.similar(), looks.cosines()),
                version);
    }

    static PostLookRow post(PostLook look) throws IOException {
        return new PostLookRow(
                look.postId(),
                look.seenAt(),
                look.platform(),
                look.region(),
                look.style(),
                items(look.similar(), look.cosines()),
                look.modelVersion(),
                look.seenAt());
    }

    /** Products that look alike, as JSON. */
    private static String items(String[] productIds, float[] cosines) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (int i = 0; i < productIds.length; i++) {
                json.writeStartObject();
                json.writeNumberField("rank", i + 1);
                json.writeStringField("product_id", productIds[i]);
                json.writeNumberField("cosine", cosines[i]);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }
}
