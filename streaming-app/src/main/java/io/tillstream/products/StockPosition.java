package io.tillstream.products;

import io.tillstream.events.StockLevel;
import java.util.Arrays;

/**
 * The stock of a product in a store: the newest snapshot, and the movements since. Movements of the
 * last while are kept one by one, because a snapshot may arrive after sales that it does not know
 * of; older ones are folded into a sum.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class StockPosition {
    /** True once a snapshot has been seen; before that the stock is unknown. */
    public boolean known;

    /** Units of the newest snapshot. */
    public long snapshotOnHand;

    /** Its time, epoch milliseconds. */
    public long snapshotAt = Long.MIN_VALUE;

    /** Units on order; nullable. */
    public Long onOrder;

    /** Reorder point; nullable. */
    public Long reorderPoint;

    /** Sum of the movements after the snapshot that were folded. */
    public long folded;

    /** Recent movements in ascending order of time: time, units, time, units, ... */
    public long[] movements = new long[0];

    /** Time of the newest signal. */
    public long asOf = Long.MIN_VALUE;

    /** Signals seen; the version of the row. */
    public long updates;

    /** For Flink. */
    public StockPosition() {}

    /**
     * Takes a snapshot unless a newer one is known; of two of one time the later arrival counts.
     */
    void take(StockLevel level) {
        updates++;
        asOf = Math.max(asOf, level.occurredAt());
        if (known && level.occurredAt() < snapshotAt) {
            return;
        }
        if (!known || level.occurredAt() > snapshotAt) {
            folded = 0;
        }
        known = true;
        snapshotOnHand = level.onHand();
        snapshotAt = level.occurredAt();
        onOrder = level.onOrder();
        reorderPoint = level.reorderPoint();
        int from = firstAfter(snapshotAt);
        movements = Arrays.copyOfRange(movements, from, movements.length);
    }

    /**
     * Books units sold or returned.
     *
     * @param keepSince movements before this time are folded: no older snapshot is expected
     */
    void move(long time, long units, long keepSince) {
        updates++;
        asOf = Math.max(asOf, time);
        if (known && time <= snapshotAt) {
            return;
        }
        int at = firstAfter(time);
        if (at > 0 && movements[at - 2] == time) {
            movements[at - 1] += units;
        } else {
            long[] wider = new long[movements.length + 2];
            System.arraycopy(movements, 0, wider, 0, at);
            wider[at] = time;
            wider[at + 1] = units;
            System.arraycopy(movements, at, wider, at + 2, movements.length - at);
            movements = wider;
        }
        fold(keepSince);
    }

    private void fold(long keepSince) {
        int from = firstAfter(keepSince);
        if (from == 0) {
            return;
        }
        for (int i = 1; i < from; i += 2) {
            folded += movements[i];
        }
        movements = Arrays.copyOfRange(movements, from, movements.length);
    }

    /** The position in {@link #movements} of the first one after a time. */
    private int firstAfter(long time) {
        int low = 0;
        int high = movements.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (movements[2 * middle] > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return 2 * low;
    }

    /** Units on hand; meaningless before the first snapshot. */
    long onHand() {
        long units = snapshotOnHand + folded;
        for (int i = 1; i < movements.length; i += 2) {
            units += movements[i];
        }
        return units;
    }
}
