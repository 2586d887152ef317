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
    private static final int WIDTH = 3;

    /** True once a snapshot has been reached. */
    public boolean known;

    /** Units at the end of the last day looked at. */
    public long onHand;

    /** Days in a row at whose end nothing was left. */
    public int daysOut;

    /** What is later: time, 1 for a snapshot, units; in order of time, snapshots last. */
    public long[] waiting = new long[0];

    /** For Flink. */
    public ShelfDays() {}

    /** Takes a signal of a day that was not looked at yet. */
    void add(StockSignal signal) {
        boolean snapshot = signal.snapshot() != null;
        long time = signal.occurredAt();
        int at = waiting.length;
        while (at > 0 && isAfter(at - WIDTH, time, snapshot)) {
            at -= WIDTH;
        }
        long[] wider = new long[waiting.length + WIDTH];
        System.arraycopy(waiting, 0, wider, 0, at);
        wider[at + TIME] = time;
        wider[at + SNAPSHOT] = snapshot ? 1 : 0;
        wider[at + UNITS] = snapshot ? signal.snapshot().onHand() : signal.movement();
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
            apply(waiting[at + SNAPSHOT] == 1, waiting[at + UNITS]);
            at += WIDTH;
        }
        waiting = Arrays.copyOfRange(waiting, at, waiting.length);
        daysOut = isOut() ? daysOut + 1 : 0;
    }

    /** Books what came too late for its day. */
    void apply(boolean snapshot, long units) {
        known |= snapshot;
        onHand = snapshot ? units : onHand + units;
    }

    /** Whether it is known that nothing was left. */
    boolean isOut() {
        return known && onHand <= 0;
    }
}
