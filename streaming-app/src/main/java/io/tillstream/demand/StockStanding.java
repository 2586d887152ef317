package io.tillstream.demand;

import io.tillstream.demand.ReplenishmentPolicy.Advice;
import io.tillstream.demand.ReplenishmentPolicy.Holding;
import io.tillstream.demand.StockAlert.State;
import java.util.List;

/**
 * Stock, outlook and alert of a product in a store after a number of signals in the order of their
 * times. What it becomes by the next ones depends on nothing else.
 *
 * <p>A Flink POJO: fields are added, never changed.
 */
public class StockStanding {
    /** True once a snapshot has been seen; before that the stock is unknown. */
    public boolean known;

    /** Units on hand. */
    public long onHand;

    /** Time of the newest snapshot, epoch milliseconds. */
    public long snapshotAt = Long.MIN_VALUE;

    /** Units on order by that snapshot; nullable. */
    public Long onOrder;

    /** Since when these are known to be on order. */
    public long onOrderSince;

    /** Reorder point of that snapshot; nullable. */
    public Long ownReorderPoint;

    /** Time of the newest snapshot or movement. */
    public long asOf = Long.MIN_VALUE;

    /** Time of the newest signal of any kind. */
    public long lastAt = Long.MIN_VALUE;

    /** Times at which something was signalled; the version of the rows. */
    public long signals;

    /** What is expected; null before the first outlook. */
    public StockOutlook outlook;

    /** The newest alert; null before the first one. */
    public StockAlert alert;

    /** For Flink. */
    public StockStanding() {}

    StockStanding copy() {
        StockStanding copy = new StockStanding();
        copy.known = known;
        copy.onHand = onHand;
        copy.snapshotAt = snapshotAt;
        copy.onOrder = onOrder;
        copy.onOrderSince = onOrderSince;
        copy.ownReorderPoint = ownReorderPoint;
        copy.asOf = asOf;
        copy.lastAt = lastAt;
        copy.signals = signals;
        copy.outlook = outlook;
        copy.alert = alert;
        return copy;
    }

    /**
     * Books units that came or went; a snapshot of the same time that knows of them comes after.
     */
    void move(long time, long units) {
        asOf = Math.max(asOf, time);
        if (known) {
            onHand += units;
        }
    }

    /** Books units that came or went before now, unless a snapshot since then knows of them. */
    void moveLate(long occurredAt, long units) {
        if (occurredAt > snapshotAt) {
            move(occurredAt, units);
        }
    }

    void count(long time, long units, Long ordered, Long reorderPoint) {
        asOf = Math.max(asOf, time);
        if (units(ordered) > units(onOrder)) {
            onOrderSince = time;
        }
        known = true;
        onHand = units;
        snapshotAt = time;
        onOrder = ordered;
        ownReorderPoint = reorderPoint;
    }

    void expect(StockOutlook next) {
        if (outlook == null || next.day() >= outlook.day()) {
            outlook = next;
        }
    }

    private static long units(Long nullable) {
        return nullable == null ? 0 : nullable;
    }

    /** True if there is something to say about the stock beyond its level. */
    boolean forecast() {
        return known && outlook != null && outlook.means().length > 0;
    }

    private Holding holding(ReplenishmentPolicy policy) {
        return new Holding(
                onHand, Math.max(0, units(onOrder)), onOrderSince + policy.leadTime(outlook));
    }

    /** What is to be said as of the newest signal; only where there is a {@link #forecast}. */
    Advice advice(StockAdvisor advisor) {
        return advisor.policy().advise(advisor.ahead(outlook), lastAt, holding(advisor.policy()));
    }

    /**
     * Judges the stock after all signals of a time.
     *
     * @param transitions takes what becomes of the alert, if anything
     */
    void judge(long time, StockAdvisor advisor, List<StockAlert> transitions) {
        lastAt = time;
        signals++;
        if (!known || outlook == null) {
            return;
        }
        ReplenishmentPolicy policy = advisor.policy();
        DemandAhead demand = advisor.ahead(outlook);
        Holding holding = holding(policy);
        double probability = policy.stockoutProbability(demand, time, holding);
        boolean open = alert != null && alert.open();
        if (!open && probability >= policy.alertThreshold()) {
            long number = alert == null ? 1 : alert.number() + 1;
            alert =
                    StockAlert.opened(
                            number, time, holding, onOrder, policy.advise(demand, time, holding));
            transitions.add(alert);
        } else if (open && probability < policy.resolveThreshold()) {
            become(State.RESOLVED, time, advisor, transitions);
        } else if (open && matters(probability, policy.expectedDemand(demand, time))) {
            become(State.CHANGED, time, advisor, transitions);
        }
    }

    private void become(State next, long time, StockAdvisor advisor, List<StockAlert> transitions) {
        alert = alert.become(next, time, holding(advisor.policy()), onOrder, advice(advisor));
        transitions.add(alert);
    }

    /** A worse class than ever since it opened, or twice the demand that was last told. */
    private boolean matters(double probability, double expected) {
        return StockAlert.levelOf(probability, onHand) > alert.level()
                || expected >= Math.max(2 * alert.expectedDemand(), alert.expectedDemand() + 1);
    }
}
