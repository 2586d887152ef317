package io.tillstream.recommendations;

import io.tillstream.events.StockSignal;
import java.util.Comparator;

/** A stock signal that waits for the close of its day. State: add fields only. */
public class WaitingStock {
    /** By time; a snapshot holds what was sold at its very instant. */
    static final Comparator<WaitingStock> IN_ORDER =
            Comparator.<WaitingStock>comparingLong(stock -> stock.occurredAt)
                    .thenComparing(stock -> stock.snapshot)
                    .thenComparing(stock -> stock.storeId)
                    .thenComparingLong(stock -> stock.units);

    /** The store. */
    public String storeId;

    /** Epoch milliseconds. */
    public long occurredAt;

    /** When it is booked: see {@link StockSignal#countsAt()}. */
    public long countsAt;

    /** On hand if it is a snapshot, else what came (positive) or went. */
    public long units;

    /** Whether it is a snapshot. */
    public boolean snapshot;

    /** For Flink. */
    public WaitingStock() {}

    static WaitingStock of(StockSignal signal) {
        WaitingStock stock = new WaitingStock();
        stock.storeId = signal.storeId();
        stock.occurredAt = signal.occurredAt();
        stock.countsAt = signal.countsAt();
        stock.snapshot = signal.snapshot() != null;
        stock.units = stock.snapshot ? signal.snapshot().onHand() : signal.movement();
        return stock;
    }
}
