package io.tillstream.products;

import io.tillstream.events.StockSignal;
import java.util.Arrays;

/**
 * The stock of a product in a store as it was, day by day: what is later than the last day looked
 * at waits in the order of its time, so that the answer does not hang on the order of arrival.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class ShelfDays {
    private static final int TIME = 0;
    private static final int SNAPSHOT = 1;
    private static final int UNITS = 2;
    private static final int OCCURRED = 3;
    private static final int WIDTH = 4;

    /** True once a snapshot has been reached. */
    public boolean known;

    /** True once it was told that a snapshot has been reached. */
    public boolean told;

    /** Units at the end of the last day looked at. */
    public long onHand;

    /** Days in a row at whose end nothing was left. */
    public int daysOut;

    /** When the newest snapshot was taken. */
    public long snapshotAt = Long.MIN_VALUE;

    /**
     * What is later: when it counts, 1 for a snapshot, units, when it occurred; in the order in
     * which it counts, snapshots last.
     */
    public long[] waiting = new long[0];

    /** For Flink. */
    public ShelfDays() {}

    /** Takes a signal of a day that was not looked at yet. */
    void add(StockSignal signal) {
        boolean snapshot = signal.snapshot() != null;
        long time = signal.countsAt();
        int at = waiting.length;
        while (at > 0 && isAfter(at - WIDTH, time, snapshot)) {
            at -= WIDTH;
        }
        long[] wider = new long[waiting.length + WIDTH];
        System.arraycopy(waiting, 0, wider, 0, at);
        wider[at + TIME] = time;
        wider[at + SNAPSHOT] = snapshot ? 1 : 0;
        wider[at + UNITS] = units(signal);
        wider[at + OCCURRED] = signal.occurredAt();
        System.arraycopy(waiting, at, wider, at + WIDTH, waiting.length - at);
        waiting = wider;
    }

    private boolean isAfter(int at, long time, boolean snapshot) {
        return waiting[at + TIME] > time
                || (waiting[at + TIME] == time && waiting[at + SNAPSHOT] == 1 && !snapshot);
    }

    /** Lets everything before a time happen. */
    void advanceTo(long time) {
        int at = 0;
        while (at < waiting.length && waiting[at + TIME] < time) {
            apply(waiting[at + SNAPSHOT] == 1, waiting[at + UNITS], waiting[at + OCCURRED]);
            at += WIDTH;
        }
        waiting = Arrays.copyOfRange(waiting, at, waiting.length);
        daysOut = isOut() ? daysOut + 1 : 0;
    }

    /** Books what came too late for its day. */
    void apply(StockSignal signal) {
        apply(signal.snapshot() != null, units(signal), signal.occurredAt());
    }

    private static long units(StockSignal signal) {
        return signal.snapshot() != null ? signal.snapshot().onHand() : signal.movement();
    }

    /** A snapshot knows of all that moved before it. */
    private void apply(boolean snapshot, long units, long occurredAt) {
        if (occurredAt < snapshotAt || (occurredAt == snapshotAt && !snapshot)) {
            return;
        }
        if (snapshot) {
            known = true;
            snapshotAt = occurredAt;
            onHand = units;
        } else {
            onHand += units;
        }
    }

    /** Whether it is known that nothing was left. */
    boolean isOut() {
        return known && onHand <= 0;
    }
}
