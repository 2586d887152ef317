package io.tillstream.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tillstream.events.InvalidRecord.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code lines} of a receipt or an order. */
final class LinesReader {
    private static final long MAX_QUANTITY = 1_000_000;

    /** Bound on a line's value, so that sums of any number of lines stay far within a long. */
    private static final long MAX_LINE_VALUE = 10_000_000_000L * Amount.ONE;

    private final FieldReader reader;
    private final int maxLines;

    LinesReader(FieldReader reader, int maxLines) {
        this.reader = reader;
        this.maxLines = maxLines;
    }

    List<Line> read() throws IOException, InvalidRecord {
        reader.expect("lines", JsonToken.START_ARRAY, "an array");
        JsonParser parser = reader.parser();
        List<Line> lines = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (lines.size() == maxLines) {
                throw new InvalidRecord(
                        Kind.OUT_OF_RANGE, "lines has more than " + maxLines + " entries");
            }
            reader.expect("lines[]", JsonToken.START_OBJECT, "an object");
            lines.add(line(parser));
        }
        if (lines.isEmpty()) {
            throw new InvalidRecord(Kind.OUT_OF_RANGE, "lines is empty");
        }
        return lines;
    }

    private Line line(JsonParser parser) throws IOException, InvalidRecord {
        String productId = null;
        long quantity = 0;
        long unitPrice = -1;
        long discount = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "product_id" -> productId = reader.id("lines[].product_id");
                case "quantity" -> quantity = reader.integer("lines[].quantity", 1, MAX_QUANTITY);
                case "unit_price" -> unitPrice = reader.amount("lines[].unit_price");
                case "discount" -> discount = reader.amount("lines[].discount");
                default -> parser.skipChildren();
            }
        }
        EventDecoder.required(productId, "lines[].product_id");
        if (quantity == 0) {
            throw new InvalidRecord(Kind.MISSING_FIELD, "lines[].quantity is missing");
        }
        if (unitPrice < 0) {
            throw new InvalidRecord(Kind.MISSING_FIELD, "lines[].unit_price is missing");
        }
        if (quantity * unitPrice > MAX_LINE_VALUE) {
            throw new InvalidRecord(Kind.OUT_OF_RANGE, "lines[] is worth more than 10 billion");
        }
        return new Line(productId, (int) quantity, unitPrice, discount);
    }
}
