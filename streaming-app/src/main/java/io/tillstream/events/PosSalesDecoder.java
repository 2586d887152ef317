package io.tillstream.events;

import io.tillstream.events.InvalidRecord.Kind;
import java.io.IOException;
import java.util.List;

/** {@code pos.sales}: till receipts. */
final class PosSalesDecoder extends EventDecoder {
    /** Of the topic, in the order of bits; add at the end only. */
    static final List<String> FIELDS =
            List.of(
                    "sale_id",
                    "type",
                    "store_id",
                    "customer_id",
                    "occurred_at",
                    "lines",
                    "currency",
                    "payment_type");

    private final LinesReader linesReader;
    private String saleId;
    private String storeId;
    private String customerId;
    private boolean returned;
    private Long occurredAt;
    private List<Line> lines;

    PosSalesDecoder(RecordLimits limits) {
        super(limits, FIELDS);
        this.linesReader = new LinesReader(reader, limits.maxLines());
    }

    @Override
    protected void begin() {
        saleId = null;
        storeId = null;
        customerId = null;
        returned = false;
        occurredAt = null;
        lines = null;
    }

    @Override
    protected boolean field(String name) throws IOException, InvalidRecord {
        switch (name) {
            case "sale_id" -> saleId = reader.id(name);
            case "type" -> returned = isReturn(reader.id(name));
            case "store_id" -> storeId = reader.id(name);
            case "customer_id" -> customerId = reader.id(name);
            case "occurred_at" -> occurredAt = reader.time(name);
            case "lines" -> lines = linesReader.read();
            case "currency", "payment_type" -> reader.id(name);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isReturn(String type) throws InvalidRecord {
        return switch (type) {
            case "sale" -> false;
            case "return" -> true;
            default ->
                    throw new InvalidRecord(
                            Kind.OUT_OF_RANGE, "type is neither sale nor return: " + type);
        };
    }

    @Override
    protected InputEvent finish() throws InvalidRecord {
        required(saleId, "sale_id");
        return new Transaction(
                Topic.POS_SALES,
                IdHash.of(Topic.POS_SALES.ordinal(), saleId),
                saleId,
                returned,
                Channel.STORE,
                required(storeId, "store_id"),
                customerId,
                required(occurredAt, "occurred_at"),
                required(lines, "lines"));
    }
}
