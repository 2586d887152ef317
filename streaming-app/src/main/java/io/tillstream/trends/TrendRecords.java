package io.tillstream.trends;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import io.tillstream.events.EventTime;
import io.tillstream.schemas.rows.TrendAlertRow;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** States of alerts as records of {@code retail.alerts.trend}. */
final class TrendRecords {
    static final String TOPIC = "retail.alerts.trend";

    private static final JsonFactory JSON = new JsonFactory();

    private TrendRecords() {}

    static OutputRecord of(TrendAlertRow row) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("alert_id", row.alertId());
            json.writeStringField("state", row.state());
            json.writeStringField("subject_type", row.subjectType());
            json.writeStringField("subject", row.subject());
            json.writeNumberField("score", row.score());
            json.writeNumberField("lift", row.lift());
            json.writeStringField("window", row.window());
            texts(json, "sample_post_ids", row.samplePostIds());
            texts(json, "matching_product_ids", row.matchingProductIds());
            json.writeFieldName("signals");
            json.writeRawValue(row.signals());
            json.writeStringField("first_signal", row.firstSignal());
            json.writeFieldName("regions");
            json.writeRawValue(row.regions());
            json.writeStringField("model_version", row.modelVersion());
            json.writeStringField("raised_at", Instant.ofEpochMilli(row.raisedAt()).toString());
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, row.subject(), text.toString());
    }

    /**
     * How signals move, as a JSON array: when they moved for sure, and how strongly since then.
     *
     * @param told signals that can say something of the subject
     */
    static String signals(Movements movements, Set<Signal> told) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Signal signal : Signal.values()) {
                if (told.contains(signal)) {
                    movement(json, signal, movements.of(signal));
                }
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    /** Where a subject rises, as a JSON array. */
    static String regions(List<RegionShare> regions) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (RegionShare region : regions) {
                json.writeStartObject();
                json.writeStringField("region", region.region());
                json.writeNumberField("share", region.share());
                json.writeNumberField("lift", region.lift());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void movement(JsonGenerator json, Signal signal, Movement movement)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("signal", signal.label());
        if (movement.hasMoved()) {
            Instant moved = Instant.ofEpochMilli((movement.movedIn + 1) * EventTime.HOUR);
            json.writeStringField("moved_at", moved.toString());
            json.writeNumberField("score", movement.score);
            json.writeNumberField("lift", movement.lift);
        } else {
            json.writeNullField("moved_at");
            json.writeNullField("score");
            json.writeNullField("lift");
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> values)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
