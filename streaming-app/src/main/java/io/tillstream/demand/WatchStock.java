package io.tillstream.demand;

import io.tillstream.connect.OutputRecord;
import io.tillstream.demand.ReplenishmentPolicy.Advice;
import io.tillstream.runtime.WriteBackOperator;
import io.tillstream.schemas.rows.InventoryRow;
import io.tillstream.schemas.rows.LowStockAlertRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Stock positions with what they are good for, and alerts where stock is low.
 *
 * <p>Signals are gone through in the order of their times, whatever order they arrive in: the
 * tables are the same in the end for any order within the allowed lateness, but for the version,
 * the one column that may differ. A signal further ahead of the watermark than the lookahead waits,
 * so that a source that runs ahead of another raises no alarm by itself. Within the lookahead what
 * a signal leads to is told with the next flush; if one that belongs before it comes later, rows
 * are told anew, and an alert that there should not have been is resolved at the time at which it
 * opened, in table and topic. Genuine alerts resolve later than they opened. With a lookahead of
 * zero, and no events behind the watermark, nothing is ever corrected.
 *
 * <p>A position is kept for as long as there is a product in a store: its size is bounded by the
 * catalogue, that of what waits by the allowed lateness and the distance of sources.
 */
public final class WatchStock
        extends WriteBackOperator<StoreProduct, StockWatch, StockInput, InventoryRow> {
    /** Alerts, as of their newest state. */
    public static final OutputTag<LowStockAlertRow> ALERTS =
            new OutputTag<>("low-stock-alerts", TypeInformation.of(LowStockAlertRow.class));

    /** Transitions of alerts, for the topic. */
    public static final OutputTag<OutputRecord> RECORDS =
            new OutputTag<>("low-stock-records", TypeInformation.of(OutputRecord.class));

    private static final long serialVersionUID = 1L;
    private static final int CACHED_POSITIONS = 50_000;
    private static final ValueStateDescriptor<StockWatch> WATCH =
            new ValueStateDescriptor<>("stock-watch", StockWatch.class);

    private final ReplenishmentPolicy policy;
    private final long lateness;
    private final long lookahead;
    private transient StockAdvisor advisor;

    /**
     * @param lateness milliseconds by which signals may arrive behind the watermark
     * @param lookahead milliseconds ahead of the watermark that are told at once; {@link
     *     Long#MAX_VALUE} for all
     */
    public WatchStock(
            ReplenishmentPolicy policy, long lateness, long lookahead, long flushInterval) {
        super(WATCH, CACHED_POSITIONS, flushInterval);
        this.policy = policy;
        this.lateness = lateness;
        this.lookahead = lookahead;
    }

    @Override
    public void open() throws Exception {
        super.open();
        advisor = new StockAdvisor(policy);
    }

    @Override
    protected StockWatch create() {
        return new StockWatch();
    }

    /** The first time that is not told yet. */
    private long horizon() {
        long watermark = watermark();
        if (lookahead == Long.MAX_VALUE || watermark >= Long.MAX_VALUE - lookahead) {
            return Long.MAX_VALUE;
        }
        return watermark == Long.MIN_VALUE ? Long.MIN_VALUE : watermark + lookahead + 1;
    }

    @Override
    protected boolean apply(StoreProduct key, StockWatch watch, StockInput input) {
        long time = watch.add(input);
        if (time == StockWatch.NEVER) {
            return false;
        }
        if (time < horizon()) {
            watch.due = true;
        } else {
            wake(watch, time);
        }
        return true;
    }

    private void wake(StockWatch watch, long time) {
        long at = time - lookahead;
        if (at < watch.wakesAt) {
            watch.wakesAt = at;
            registerTimer(at);
        }
    }

    @Override
    protected boolean onTimer(long time, StoreProduct key, StockWatch watch) throws Exception {
        watch.wakesAt = Long.MAX_VALUE;
        watch.due = true;
        report(key, watch);
        long next = watch.nextFrom(horizon());
        if (next != Long.MAX_VALUE) {
            wake(watch, next);
        }
        return true;
    }

    @Override
    protected void emitChanged(StoreProduct key, StockWatch watch) throws Exception {
        if (watch.due) {
            report(key, watch);
        }
    }

    private void report(StoreProduct key, StockWatch watch) throws IOException {
        watch.due = false;
        StockAlert base = watch.settled.alert;
        List<StockAlert> said = new ArrayList<>();
        if (watermark() != Long.MIN_VALUE) {
            watch.settle(watermark() - lateness, advisor, said);
        }
        StockStanding standing = watch.upTo(horizon(), advisor, said);
        if (!standing.known) {
            return;
        }
        AlertDesk desk = new AlertDesk(watch.told, base, said);
        watch.told = desk.told(watch.settled.alert);
        for (StockAlert alert : desk.rows) {
            emit(ALERTS, row(key, alert, standing.signals));
        }
        for (StockAlert alert : desk.transitions) {
            emit(RECORDS, LowStockRecords.of(row(key, alert, standing.signals)));
        }
        emit(inventory(key, standing));
    }

    private static LowStockAlertRow row(StoreProduct key, StockAlert alert, long version) {
        return new LowStockAlertRow(
                key.storeId() + "|" + key.productId() + "|" + alert.number(),
                alert.state().label(),
                key.storeId(),
                key.productId(),
                alert.onHand(),
                alert.onOrder(),
                alert.expectedDemand(),
                alert.probability(),
                alert.stockoutAt(),
                alert.suggestedOrder(),
                alert.daysOfCover(),
                alert.reorderPoint(),
                alert.raisedAt(),
                alert.openedAt(),
                alert.resolvedAt(),
                version);
    }

    private InventoryRow inventory(StoreProduct key, StockStanding standing) {
        Advice advice = standing.forecast() ? standing.advice(advisor) : null;
        return new InventoryRow(
                key.storeId(),
                key.productId(),
                standing.onHand,
                standing.onOrder,
                standing.asOf,
                advice == null ? null : (Double) advice.daysOfCover(),
                advice == null ? standing.ownReorderPoint : (Long) advice.reorderPoint(),
                advice == null ? null : (Long) advice.suggestedOrder(),
                standing.signals);
    }
}
