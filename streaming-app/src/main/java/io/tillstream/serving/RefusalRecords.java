package io.tillstream.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/** Refused versions as records of {@code retail.alerts.operations}. */
final class RefusalRecords {
    private static final String TOPIC = "retail.alerts.operations";
    private static final JsonFactory JSON = new JsonFactory();

    private RefusalRecords() {}

    static OutputRecord opened(Refusal refusal) throws IOException {
        return record(refusal, "opened", 1, refusal.raisedAt());
    }

    static OutputRecord resolved(Refusal refusal, long now) throws IOException {
        return record(refusal, "resolved", 0, now);
    }

    /**
     * @param refusals versions that are refused in this state
     */
    private static OutputRecord record(Refusal refusal, String state, int refusals, long time)
            throws IOException {
        String metric = "model:" + refusal.model();
        String version = refusal.version() == null ? "current" : refusal.version();
        String at = Instant.ofEpochMilli(time).toString();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("alert_id", refusal.alertId());
            json.writeStringField("state", state);
            json.writeStringField("kind", "model_refused");
            json.writeStringField("metric", metric);
            json.writeStringField("source", refusal.model() + "/" + version);
            json.writeNumberField("value", refusals);
            json.writeNumberField("threshold", 0);
            json.writeStringField("reason", refusal.reason());
            json.writeStringField("window_end", at);
            json.writeStringField("raised_at", at);
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, metric, text.toString());
    }
}
