package io.tillstream.products;

import io.tillstream.events.StockSignal;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.InventoryRow;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Stock positions from snapshots and the movements between them. A position is kept for as long as
 * there is a product in a store: its size is bounded by the catalogue, and movements are folded.
 */
final class KeepStock
        extends WriteBackOperator<StockKey, StockPosition, StockSignal, InventoryRow> {
    private static final long serialVersionUID = 1L;
    private static final int CACHED_POSITIONS = 50_000;
    private static final ValueStateDescriptor<StockPosition> POSITION =
            new ValueStateDescriptor<>("stock-position", StockPosition.class);

    private final long disorder;

    /**
     * @param disorder milliseconds by which a snapshot may arrive after sales that followed it
     */
    KeepStock(long disorder, long flushInterval) {
        super(POSITION, CACHED_POSITIONS, flushInterval);
        this.disorder = disorder;
    }

    @Override
    protected StockPosition create() {
        return new StockPosition();
    }

    @Override
    protected boolean apply(StockKey key, StockPosition position, StockSignal signal) {
        if (signal.snapshot() != null) {
            position.take(signal.snapshot());
        } else {
            long keepSince =
                    watermark() == Long.MIN_VALUE ? Long.MIN_VALUE : watermark() - disorder;
            position.move(signal.occurredAt(), signal.movement(), keepSince);
        }
        return true;
    }

    @Override
    protected void emitChanged(StockKey key, StockPosition position) {
        if (position.known) {
            emit(
                    new InventoryRow(
                            key.storeId(),
                            key.productId(),
                            position.onHand(),
                            position.onOrder,
                            position.asOf,
                            null,
                            position.reorderPoint,
                            null,
                            position.updates));
        }
    }
}
