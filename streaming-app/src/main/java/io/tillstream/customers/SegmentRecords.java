package io.tillstream.customers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import org.apache.flink.api.common.functions.MapFunction;

/** Segment changes as records of {@code retail.segments}. */
final class SegmentRecords implements MapFunction<SegmentChange, OutputRecord> {
    static final String TOPIC = "retail.segments";

    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public OutputRecord map(SegmentChange change) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("customer_id", change.customerId());
            json.writeStringField("segment", change.segment());
            json.writeStringField("previous_segment", change.previousSegment());
            json.writeStringField(
                    "valid_from", Instant.ofEpochMilli(change.validFrom()).toString());
            json.writeNumberField("r_score", change.rScore());
            json.writeNumberField("f_score", change.fScore());
            json.writeNumberField("m_score", change.mScore());
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, change.customerId(), text.toString());
    }
}
