package io.tillstream.events;

import java.io.IOException;
import java.util.List;

/** {@code inventory.levels}: stock snapshots. */
final class InventoryDecoder extends EventDecoder {
    /** Of the topic, in the order of bits; add at the end only. */
    static final List<String> FIELDS =
            List.of(
                    "store_id",
                    "product_id",
                    "on_hand",
                    "on_order",
                    "reorder_point",
                    "occurred_at");

    private static final long MAX_UNITS = 1_000_000_000L;

    private String storeId;
    private String productId;
    private Long onHand;
    private Long onOrder;
    private Long reorderPoint;
    private Long occurredAt;

    InventoryDecoder(RecordLimits limits) {
        super(limits, FIELDS);
    }

    @Override
    protected void begin() {
        storeId = null;
        productId = null;
        onHand = null;
        onOrder = null;
        reorderPoint = null;
        occurredAt = null;
    }

    @Override
    protected boolean field(String name) throws IOException, InvalidRecord {
        switch (name) {
            case "store_id" -> storeId = reader.id(name);
            case "product_id" -> productId = reader.id(name);
            case "on_hand" -> onHand = reader.integer(name, -MAX_UNITS, MAX_UNITS);
            case "on_order" -> onOrder = reader.integer(name, 0, MAX_UNITS);
            case "reorder_point" -> reorderPoint = reader.integer(name, 0, MAX_UNITS);
            case "occurred_at" -> occurredAt = reader.time(name);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected InputEvent finish() throws InvalidRecord {
        return new StockLevel(
                required(storeId, "store_id"),
                required(productId, "product_id"),
                required(onHand, "on_hand"),
                onOrder,
                reorderPoint,
                required(occurredAt, "occurred_at"));
    }
}
