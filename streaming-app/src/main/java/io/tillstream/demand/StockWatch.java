package io.tillstream.demand;

import io.tillstream.events.StockLevel;
import io.tillstream.events.StockSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stock of a product in a store and its alerts, the same for any order of arrival: signals that
 * may still be overtaken wait in the order of their times and are gone through anew whenever one
 * comes between; those before them are settled. Of two snapshots of one time the lesser counts.
 *
 * <p>A signal that is older than what is settled counts right after that: it moves the stock but
 * rewrites no alert. A snapshot older than the newest settled one, and a movement not after it,
 * counts for nothing.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class StockWatch {
    /** Time at which a signal that counts for nothing counts. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int MOVEMENT = 2;
    private static final int LATE_MOVEMENT = 3;
    private static final int SNAPSHOT = 4;

    /** As a nullable number in {@link #snapshots}. */
    private static final long NULL = Long.MIN_VALUE;

    /** The stock after the signals that nothing overtakes any more. */
    public StockStanding settled = new StockStanding();

    /** The other movements in ascending order of time: time, units, time, units, ... */
    public long[] movements = new long[0];

    /** The same of late movements: when they count, when they occurred, units, ... */
    public long[] lateMovements = new long[0];

    /** The other snapshots in ascending order: time, on hand, on order, reorder point, ... */
    public long[] snapshots = new long[0];

    /** The other outlooks in the order in which they take effect. */
    public List<StockOutlook> outlooks = new ArrayList<>();

    /** What was last told of alerts that may still change. */
    public List<StockAlert> told = new ArrayList<>();

    /** The earliest timer that waits. */
    public long wakesAt = Long.MAX_VALUE;

    /** True if there is something new to report. */
    public boolean due;

    /** For Flink. */
    public StockWatch() {}

    /**
     * Takes a signal.
     *
     * @return the time at which it counts, or {@link #NEVER}
     */
    long add(StockInput input) {
        if (input.outlook() != null) {
            return add(input.outlook());
        }
        StockSignal signal = input.signal();
        if (signal.countsAt() != signal.occurredAt()) {
            return addLate(signal);
        }
        long time = Math.max(signal.occurredAt(), after());
        if (time != signal.occurredAt()
                && (signal.snapshot() == null
                        ? signal.occurredAt() <= settled.snapshotAt
                        : signal.occurredAt() < settled.snapshotAt)) {
            return NEVER;
        }
        if (signal.snapshot() == null) {
            addMovement(time, signal.movement());
        } else {
            addSnapshot(time, signal.snapshot());
        }
        return time;
    }

    /** What was late counts when it was heard of, unless a snapshot knows of it by then. */
    private long addLate(StockSignal signal) {
        long time = Math.max(signal.countsAt(), after());
        int at = firstFrom(lateMovements, LATE_MOVEMENT, time);
        lateMovements = insert(lateMovements, at, time, signal.occurredAt(), signal.movement());
        return time;
    }

    /** The first time that is not settled. */
    private long after() {
        return settled.lastAt == Long.MIN_VALUE ? Long.MIN_VALUE : settled.lastAt + 1;
    }

    private void addMovement(long time, long units) {
        int at = firstFrom(movements, MOVEMENT, time);
        if (at < movements.length && movements[at] == time) {
            movements[at + 1] += units;
        } else {
            movements = insert(movements, at, time, units);
        }
    }

    private void addSnapshot(long time, StockLevel level) {
        long[] cells = {time, level.onHand(), cell(level.onOrder()), cell(level.reorderPoint())};
        int at = firstFrom(snapshots, SNAPSHOT, time);
        if (at == snapshots.length || snapshots[at] != time) {
            snapshots = insert(snapshots, at, cells);
        } else if (Arrays.compare(cells, 0, SNAPSHOT, snapshots, at, at + SNAPSHOT) < 0) {
            System.arraycopy(cells, 0, snapshots, at, SNAPSHOT);
        }
    }

    private static long cell(Long nullable) {
        return nullable == null ? NULL : nullable;
    }

    private static Long nullable(long cell) {
        return cell == NULL ? null : (Long) cell;
    }

    private long add(StockOutlook outlook) {
        StockOutlook next = outlook;
        if (outlook.effectiveAt() < after()) {
            if (settled.outlook != null && outlook.day() <= settled.outlook.day()) {
                return NEVER;
            }
            next = effective(outlook, after());
        }
        int at = 0;
        while (at < outlooks.size() && isBefore(outlooks.get(at), next)) {
            at++;
        }
        outlooks.add(at, next);
        return next.effectiveAt();
    }

    /** By time, then day, so that of two of one time that of the later day counts. */
    private static boolean isBefore(StockOutlook one, StockOutlook other) {
        return one.effectiveAt() != other.effectiveAt()
                ? one.effectiveAt() < other.effectiveAt()
                : one.day() <= other.day();
    }

    private static StockOutlook effective(StockOutlook outlook, long time) {
        return new StockOutlook(
                outlook.storeId(),
                outlook.productId(),
                outlook.day(),
                time,
                outlook.means(),
                outlook.shape(),
                outlook.leadTimeDays(),
                outlook.packSize(),
                outlook.minOrderQuantity());
    }

    private static long[] insert(long[] cells, int at, long... more) {
        long[] wider = new long[cells.length + more.length];
        System.arraycopy(cells, 0, wider, 0, at);
        System.arraycopy(more, 0, wider, at, more.length);
        System.arraycopy(cells, at, wider, at + more.length, cells.length - at);
        return wider;
    }

    /** Where the entries of a time and later begin. */
    private static int firstFrom(long[] cells, int width, long time) {
        int low = 0;
        int high = cells.length / width;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells[width * middle] >= time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return width * low;
    }

    /**
     * Settles all signals before a time.
     *
     * @param transitions takes what became of alerts
     */
    void settle(long before, StockAdvisor advisor, List<StockAlert> transitions) {
        walk(settled, before, advisor, transitions);
        movements = from(movements, MOVEMENT, before);
        lateMovements = from(lateMovements, LATE_MOVEMENT, before);
        snapshots = from(snapshots, SNAPSHOT, before);
        outlooks.removeIf(outlook -> outlook.effectiveAt() < before);
    }

    private static long[] from(long[] cells, int width, long time) {
        int at = firstFrom(cells, width, time);
        return at == 0 ? cells : Arrays.copyOfRange(cells, at, cells.length);
    }

    /**
     * What it comes to by the signals before a time.
     *
     * @param transitions takes what becomes of alerts after what is settled
     */
    StockStanding upTo(long before, StockAdvisor advisor, List<StockAlert> transitions) {
        StockStanding standing = settled.copy();
        walk(standing, before, advisor, transitions);
        return standing;
    }

    /** The signals of one time together: the outlook, then the movements, then the snapshot. */
    private void walk(
            StockStanding standing,
            long before,
            StockAdvisor advisor,
            List<StockAlert> transitions) {
        int movement = 0;
        int late = 0;
        int snapshot = 0;
        int outlook = 0;
        while (true) {
            long time = earliest(movement, late, snapshot, outlook);
            if (time >= before) {
                return;
            }
            while (outlook < outlooks.size() && outlooks.get(outlook).effectiveAt() == time) {
                standing.expect(outlooks.get(outlook));
                outlook++;
            }
            if (movement < movements.length && movements[movement] == time) {
                standing.move(time, movements[movement + 1]);
                movement += MOVEMENT;
            }
            while (late < lateMovements.length && lateMovements[late] == time) {
                standing.moveLate(lateMovements[late + 1], lateMovements[late + 2]);
                late += LATE_MOVEMENT;
            }
            if (snapshot < snapshots.length && snapshots[snapshot] == time) {
                standing.count(
                        time,
                        snapshots[snapshot + 1],
                        nullable(snapshots[snapshot + 2]),
                        nullable(snapshots[snapshot + 3]));
                snapshot += SNAPSHOT;
            }
            standing.judge(time, advisor, transitions);
        }
    }

    /** The earliest time among the signals from these positions on. */
    private long earliest(int movement, int late, int snapshot, int outlook) {
        long time = Long.MAX_VALUE;
        if (movement < movements.length) {
            time = movements[movement];
        }
        if (late < lateMovements.length) {
            time = Math.min(time, lateMovements[late]);
        }
        if (snapshot < snapshots.length) {
            time = Math.min(time, snapshots[snapshot]);
        }
        if (outlook < outlooks.size()) {
            time = Math.min(time, outlooks.get(outlook).effectiveAt());
        }
        return time;
    }

    /** The earliest time from one on at which something waits; the largest number if none does. */
    long nextFrom(long time) {
        int outlook = 0;
        while (outlook < outlooks.size() && outlooks.get(outlook).effectiveAt() < time) {
            outlook++;
        }
        return earliest(
                firstFrom(movements, MOVEMENT, time),
                firstFrom(lateMovements, LATE_MOVEMENT, time),
                firstFrom(snapshots, SNAPSHOT, time),
                outlook);
    }
}
