package io.tillstream.kpis;

import io.tillstream.events.Channel;
import io.tillstream.events.EventTime;
import io.tillstream.events.Transaction;

/**
 * A purchase, a return or a visit of the web shop. State: add fields only.
 *
 * @param kind ordinal of a {@link Kind}
 * @param id of the purchase; null for a visit
 * @param channel ordinal of a {@link Channel}
 * @param countsAt when it was heard of if it was late, else when it occurred
 * @param units of goods; of a visit 1, or -1 where it turned out to be another shopper's
 * @param gross quantity x unit price, {@link io.tillstream.events.Amount}
 * @param net gross less discount
 */
public record KpiEvent(
        int kind,
        String id,
        int channel,
        String storeId,
        long occurredAt,
        long countsAt,
        long units,
        long gross,
        long net) {
    /** What happened. The order is part of state: add at the end only. */
    enum Kind {
        PURCHASE,
        RETURN,
        VISIT
    }

    private static final String ONLINE = Channel.ONLINE.label();

    static KpiEvent of(Transaction transaction) {
        return new KpiEvent(
                (transaction.returned() ? Kind.RETURN : Kind.PURCHASE).ordinal(),
                transaction.id(),
                transaction.channel().ordinal(),
                transaction.storeId(),
                transaction.occurredAt(),
                transaction.late() ? transaction.heardAt() : transaction.occurredAt(),
                transaction.units(),
                transaction.gross(),
                transaction.net());
    }

    /**
     * A visit on a day.
     *
     * @param count 1 more, or -1 for one less
     */
    static KpiEvent visit(long day, int count) {
        long time = EventTime.startOf(day);
        return new KpiEvent(
                Kind.VISIT.ordinal(),
                null,
                Channel.ONLINE.ordinal(),
                ONLINE,
                time,
                time,
                count,
                0,
                0);
    }

    /** The same of a part of the goods. */
    KpiEvent part(long partUnits, long partGross, long partNet) {
        return new KpiEvent(
                kind, id, channel, storeId, occurredAt, countsAt, partUnits, partGross, partNet);
    }

    boolean is(Kind other) {
        return kind == other.ordinal();
    }

    /** The day whose beginning tells the customer's segment. */
    long segmentDay() {
        return EventTime.dayOf(countsAt);
    }

    KpiCell cell(String segment) {
        return new KpiCell(EventTime.dayOf(occurredAt), channel, storeId, segment);
    }

    /** True if it happened before another, by id where both happened at once. */
    boolean isBefore(KpiEvent other) {
        return occurredAt < other.occurredAt
                || (occurredAt == other.occurredAt && id.compareTo(other.id) < 0);
    }
}
