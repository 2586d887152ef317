package io.tillstream.pictures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (int i = 0; i < looks.similar().length; i++) {
                json.writeStartObject();
                json.writeNumberField("rank", i + 1);
                json.writeStringField("product_id", looks.similar()[i]);
                json.writeNumberField("cosine", looks.cosines()[i]);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return new ProductSimilarLookRow(
                looks.productId(), looks.modelVersion(), text.toString(), version);
    }
}
