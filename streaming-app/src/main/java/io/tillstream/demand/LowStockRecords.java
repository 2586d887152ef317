package io.tillstream.demand;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tillstream.connect.OutputRecord;
import io.tillstream.schemas.rows.LowStockAlertRow;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/** Transitions of alerts as records of {@code retail.alerts.low-stock}. */
final class LowStockRecords {
    static final String TOPIC = "retail.alerts.low-stock";

    private static final JsonFactory JSON = new JsonFactory();

    private LowStockRecords() {}

    static OutputRecord of(LowStockAlertRow row) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("alert_id", row.alertId());
            json.writeStringField("state", row.state());
            json.writeStringField("store_id", row.storeId());
            json.writeStringField("product_id", row.productId());
            json.writeNumberField("on_hand", row.onHand());
            if (row.onOrder() != null) {
                json.writeNumberField("on_order", row.onOrder());
            }
            json.writeNumberField("expected_demand_lead_time", row.expectedDemandLeadTime());
            json.writeNumberField("stockout_probability", row.stockoutProbability());
            if (row.expectedStockoutAt() != null) {
                json.writeStringField("expected_stockout_at", time(row.expectedStockoutAt()));
            }
            json.writeNumberField("days_of_cover", row.daysOfCover());
            json.writeNumberField("reorder_point", row.reorderPoint());
            json.writeNumberField("suggested_order_quantity", row.suggestedOrderQuantity());
            json.writeStringField("raised_at", time(row.raisedAt()));
            json.writeEndObject();
        }
        return OutputRecord.json(TOPIC, row.storeId() + "|" + row.productId(), text.toString());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
