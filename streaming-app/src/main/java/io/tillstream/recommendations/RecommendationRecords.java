package io.tillstream.recommendations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import io.tillstream.schemas.rows.RecommendationRow;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/** Emissions as records of {@code retail.recommendations} and as rows. */
final class RecommendationRecords {
    static final String TOPIC = "retail.recommendations";

    private static final JsonFactory JSON = new JsonFactory();
    private static final double DIGITS = 1e6;
    private static final int LONGEST_REASON = 256;

    /** About what an item, or all but the items, takes. */
    private static final int ROOM = 320;

    private RecommendationRecords() {}

    static OutputRecord record(Recommendation recommendation, String items) throws IOException {
        StringWriter text = new StringWriter(items.length() + ROOM);
        String customerId = Shoppers.idOf(recommendation.shopper());
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("recommendation_id", recommendation.id());
            json.writeStringField("customer_id", customerId);
            json.writeStringField("generated_at", time(recommendation.generatedAt()));
            json.writeStringField("emitted_at", time(recommendation.emittedAt()));
            json.writeStringField("trigger_event_id", recommendation.triggerEventId());
            json.writeStringField("model_version", recommendation.modelVersion());
            json.writeStringField("variant", recommendation.variant());
            json.writeFieldName("items");
            json.writeRawValue(items);
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, customerId, text.toString());
    }

    static RecommendationRow row(Recommendation recommendation, String items) {
        return new RecommendationRow(
                Shoppers.idOf(recommendation.shopper()),
                recommendation.id(),
                recommendation.generatedAt(),
                recommendation.emittedAt(),
                recommendation.triggerEventId(),
                recommendation.modelVersion(),
                recommendation.variant(),
                items,
                recommendation.generatedAt());
    }

    /** The items as JSON, which table and topic share. */
    static String items(Recommendation recommendation) throws IOException {
        StringWriter items = new StringWriter(ROOM * recommendation.productIds().length);
        try (JsonGenerator json = JSON.createGenerator(items)) {
            writeItems(recommendation, json);
        }
        return items.toString();
    }

    private static void writeItems(Recommendation recommendation, JsonGenerator json)
            throws IOException {
        json.writeStartArray();
        for (int i = 0; i < recommendation.productIds().length; i++) {
            String reason = recommendation.reasons()[i];
            json.writeStartObject();
            json.writeStringField("product_id", recommendation.productIds()[i]);
            json.writeNumberField(
                    "score", Math.round(recommendation.scores()[i] * DIGITS) / DIGITS);
            json.writeNumberField("rank", i + 1);
            json.writeStringField(
                    "reason", reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
