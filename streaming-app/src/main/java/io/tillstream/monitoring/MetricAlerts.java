package io.tillstream.monitoring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/** Figures beyond their bounds as records of {@code retail.alerts.operations}. */
final class MetricAlerts {
    private static final String TOPIC = "retail.alerts.operations";
    private static final JsonFactory JSON = new JsonFactory();

    private MetricAlerts() {}

    /**
     * @param state {@code opened} or {@code resolved}
     * @param threshold that held for the window
     */
    static OutputRecord record(
            Measurement measurement, String alertId, String state, double threshold)
            throws IOException {
        String metric = measurement.source() + ':' + measurement.metric();
        String windowEnd = Instant.ofEpochMilli(measurement.windowEnd()).toString();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("alert_id", alertId);
            json.writeStringField("state", state);
            json.writeStringField("kind", measurement.kind());
            json.writeStringField("metric", metric);
            json.writeStringField("source", measurement.source());
            json.writeNumberField("value", measurement.value());
            json.writeNumberField("threshold", threshold);
            if (measurement.reason() != null) {
                json.writeStringField("reason", measurement.reason());
            }
            json.writeStringField("window_end", windowEnd);
            json.writeStringField("raised_at", windowEnd);
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, metric, text.toString());
    }
}
