package io.tillstream.demand;

import io.tillstream.events.EventTime;
import java.io.Serializable;

/**
 * When stock is low and how much to order.
 *
 * <p>The reorder point is the newsvendor quantile of the demand over the lead time, {@code s =
 * min{x : P(D(lead time) <= x) >= service level}}; one orders when the position, on hand and on
 * order, is no more than that, up to {@code S}, the same quantile of the demand over lead time and
 * review period: an (R, s, S) policy of Silver, Pyke and Thomas (2017), "Inventory and Production
 * Management in Supply Chains", chapter 6; the quantile after Arrow, Harris and Marschak (1951),
 * "Optimal Inventory Policy". The distribution of D is that of {@link DemandAhead}.
 *
 * <p>The stock runs out before a new delivery can arrive with the probability
 *
 * <pre>
 * max( P(D(until what is on order arrives) > on hand),
 *      P(D(lead time) > on hand + on order) )
 * </pre>
 *
 * @param alertThreshold probability from which stock is low
 * @param resolveThreshold probability below which it no longer is
 * @param serviceLevel probability with which a reorder point is enough
 * @param reviewDays days from one order to the next
 * @param leadTimeDays days from order to delivery where the catalogue does not say
 */
public record ReplenishmentPolicy(
        double alertThreshold,
        double resolveThreshold,
        double serviceLevel,
        int reviewDays,
        int leadTimeDays)
        implements Serializable {
    /** Days of cover are no more than this. */
    public static final int MAX_COVER_DAYS = 365;

    /** Usual settings. */
    public static final ReplenishmentPolicy DEFAULT =
            new ReplenishmentPolicy(0.20, 0.10, 0.95, 7, 7);

    /** Refuses what cannot be meant. */
    public ReplenishmentPolicy {
        requireShare("alert threshold", alertThreshold);
        requireShare("resolve threshold", resolveThreshold);
        requireShare("service level", serviceLevel);
        if (resolveThreshold > alertThreshold) {
            throw new IllegalArgumentException(
                    "the resolve threshold "
                            + resolveThreshold
                            + " is above the alert threshold "
                            + alertThreshold);
        }
        if (reviewDays < 0) {
            throw new IllegalArgumentException("the review period is negative: " + reviewDays);
        }
        if (leadTimeDays < 1) {
            throw new IllegalArgumentException(
                    "the lead time must be at least 1 day: " + leadTimeDays);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "the " + name + " must be between 0 and 1: " + value);
        }
    }

    /** The same with an alert threshold, of which half resolves an alert. */
    public ReplenishmentPolicy withAlertThreshold(double threshold) {
        return new ReplenishmentPolicy(
                threshold, threshold / 2, serviceLevel, reviewDays, leadTimeDays);
    }

    /**
     * What a store has of a product.
     *
     * @param onHand units
     * @param onOrder units on their way, zero or more
     * @param dueAt when these are expected; of no meaning if there are none
     */
    record Holding(long onHand, long onOrder, long dueAt) {
        long position() {
            return onHand + onOrder;
        }
    }

    /**
     * What there is to say about a holding.
     *
     * @param expectedDemand units expected over the lead time
     * @param probability of running out before a new delivery can arrive
     * @param stockoutAt when the stock is expected to be used up, with what is on order if that
     *     arrives before; null if not within {@link #MAX_COVER_DAYS}
     * @param daysOfCover for which what is on hand is expected to last
     * @param reorderPoint position at which to order
     * @param suggestedOrder units to order now, 0 for none
     */
    record Advice(
            double expectedDemand,
            double probability,
            Long stockoutAt,
            double daysOfCover,
            long reorderPoint,
            long suggestedOrder) {}

    /** Milliseconds from order to delivery. */
    long leadTime(StockOutlook outlook) {
        int days = outlook.leadTimeDays() > 0 ? outlook.leadTimeDays() : leadTimeDays;
        return days * EventTime.DAY;
    }

    /** Units expected to be asked for until an order of now arrives. */
    double expectedDemand(DemandAhead demand, long now) {
        return demand.expected(now, now + leadTime(demand.outlook()));
    }

    /** Probability of running out before an order of now arrives; 0 where nothing is expected. */
    double stockoutProbability(DemandAhead demand, long now, Holding holding) {
        if (expectedDemand(demand, now) <= 0) {
            return 0;
        }
        if (holding.onHand() <= 0) {
            return 1;
        }
        long end = now + leadTime(demand.outlook());
        double atTheEnd = demand.exceeds(now, end, holding.position());
        if (holding.onOrder() <= 0) {
            return atTheEnd;
        }
        return Math.max(
                atTheEnd, demand.exceeds(now, Math.min(due(now, holding), end), holding.onHand()));
    }

    /** What is overdue is expected in a day. */
    private static long due(long now, Holding holding) {
        return holding.dueAt() > now ? holding.dueAt() : now + EventTime.DAY;
    }

    private static Long stockoutAt(DemandAhead demand, long now, Holding holding) {
        long limit = now + MAX_COVER_DAYS * EventTime.DAY;
        long at = demand.usedUp(now, holding.onHand(), limit);
        if (holding.onOrder() > 0 && holding.onHand() > 0 && at >= due(now, holding)) {
            at = demand.usedUp(now, holding.position(), limit);
        }
        return at < limit ? at : null;
    }

    private static double daysOfCover(DemandAhead demand, long now, Holding holding) {
        long limit = now + MAX_COVER_DAYS * EventTime.DAY;
        return (double) (demand.usedUp(now, holding.onHand(), limit) - now) / EventTime.DAY;
    }

    /** Units at or below which the position calls for an order. */
    long reorderPoint(DemandAhead demand, long now) {
        return demand.quantile(now, now + leadTime(demand.outlook()), serviceLevel);
    }

    private long suggestedOrder(DemandAhead demand, long now, Holding holding, long reorderPoint) {
        StockOutlook outlook = demand.outlook();
        if (holding.position() > reorderPoint || expectedDemand(demand, now) <= 0) {
            return 0;
        }
        long end = now + leadTime(outlook) + reviewDays * EventTime.DAY;
        // One of what sells at all.
        long upTo = Math.max(1, demand.quantile(now, end, serviceLevel));
        long missing = upTo - holding.position();
        if (missing <= 0) {
            return 0;
        }
        long pack = Math.max(1, outlook.packSize());
        return (Math.max(missing, outlook.minOrderQuantity()) + pack - 1) / pack * pack;
    }

    /** All there is to say about a holding at a time. */
    Advice advise(DemandAhead demand, long now, Holding holding) {
        long reorderPoint = reorderPoint(demand, now);
        return new Advice(
                expectedDemand(demand, now),
                stockoutProbability(demand, now, holding),
                stockoutAt(demand, now, holding),
                daysOfCover(demand, now, holding),
                reorderPoint,
                suggestedOrder(demand, now, holding, reorderPoint));
    }
}
