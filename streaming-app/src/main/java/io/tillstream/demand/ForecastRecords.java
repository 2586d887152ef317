package io.tillstream.demand;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import io.tillstream.schemas.rows.ForecastRow;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import org.apache.flink.api.common.functions.MapFunction;

/** Forecasts as records of {@code retail.forecasts}: the next 30 days. */
final class ForecastRecords implements MapFunction<ForecastRow, OutputRecord> {
    static final String TOPIC = "retail.forecasts";

    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public OutputRecord map(ForecastRow row) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("level", row.level());
            json.writeStringField("id", row.id());
            json.writeStringField("issued_on", LocalDate.ofEpochDay(row.issuedOn()).toString());
            json.writeStringField("unit", row.unit());
            if (row.price() != null) {
                json.writeNumberField("price", row.price().floatValue());
            }
            json.writeStringField("model", row.model());
            json.writeArrayFieldStart("days");
            int days = Math.min(CategoryClose.ORDER_HORIZON, row.means().length);
            for (int ahead = 1; ahead <= days; ahead++) {
                writeDay(json, row, ahead);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, row.level() + "|" + row.id(), text.toString());
    }

    private static void writeDay(JsonGenerator json, ForecastRow row, int ahead)
            throws IOException {
        float mean = row.means()[ahead - 1];
        int lead = Lead.of(ahead).ordinal() * Outlook.QUANTILES;
        json.writeStartObject();
        json.writeStringField(
                "target_date", LocalDate.ofEpochDay(row.issuedOn() + ahead).toString());
        json.writeNumberField("mean", mean);
        json.writeNumberField("p10", mean * row.factors()[lead + Outlook.LOW]);
        json.writeNumberField("p50", mean * row.factors()[lead + Outlook.MIDDLE]);
        json.writeNumberField("p90", mean * row.factors()[lead + Outlook.HIGH]);
        json.writeEndObject();
    }
}
