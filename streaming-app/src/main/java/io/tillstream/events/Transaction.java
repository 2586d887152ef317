package io.tillstream.events;

import java.util.List;

/**
 * A purchase, or the return of goods.
 *
 * @param id receipt number, order id, or event id of a return from the web shop
 * @param orderHash hash of the order's id, a second one by which a duplicate delivery is known; 0
 *     if there is none
 * @param returned true if goods came back: units and money are taken back
 * @param storeId the store; {@code online} for the web shop
 * @param customerId null for an anonymous transaction
 * @param lines one or more
 * @param heardAt event time of its partition when it came if it was late, else {@link #IN_TIME}
 * @param countedIn see {@link ShopEvent#countedIn()}
 */
public record Transaction(
        Topic topic,
        long idHash,
        long orderHash,
        String id,
        boolean returned,
        Channel channel,
        String storeId,
        String customerId,
        long occurredAt,
        List<Line> lines,
        long heardAt,
        long countedIn)
        implements ShopEvent {
    /** Instead of a time for what was not late. */
    public static final long IN_TIME = 0;

    /** Instead of the hash of an order's id where there is no order. */
    static final long NO_ORDER = 0;

    /** A transaction that counts in its own hour. */
    public Transaction(
            Topic topic,
            long idHash,
            long orderHash,
            String id,
            boolean returned,
            Channel channel,
            String storeId,
            String customerId,
            long occurredAt,
            List<Line> lines,
            long heardAt) {
        this(
                topic,
                idHash,
                orderHash,
                id,
                returned,
                channel,
                storeId,
                customerId,
                occurredAt,
                lines,
                heardAt,
                Math.floorDiv(occurredAt, EventTime.HOUR));
    }

    /** A transaction that is in time and known by one id. */
    public Transaction(
            Topic topic,
            long idHash,
            String id,
            boolean returned,
            Channel channel,
            String storeId,
            String customerId,
            long occurredAt,
            List<Line> lines) {
        this(
                topic,
                idHash,
                NO_ORDER,
                id,
                returned,
                channel,
                storeId,
                customerId,
                occurredAt,
                lines,
                IN_TIME);
    }

    @Override
    public boolean late() {
        return heardAt != IN_TIME;
    }

    @Override
    public Transaction asLate(long time) {
        return with(time, countedIn);
    }

    @Override
    public Transaction heard(long firstOpenHour) {
        return countedIn >= firstOpenHour ? this : countedIn(firstOpenHour);
    }

    /** The same transaction, counted in an hour. */
    Transaction countedIn(long hour) {
        return with(heardAt, hour);
    }

    private Transaction with(long time, long hour) {
        return new Transaction(
                topic,
                idHash,
                orderHash,
                id,
                returned,
                channel,
                storeId,
                customerId,
                occurredAt,
                lines,
                time,
                hour);
    }

    /** Sum over the lines of quantity x unit price. */
    public long gross() {
        long sum = 0;
        for (Line line : lines) {
            sum += line.gross();
        }
        return sum;
    }

    /** Sum over the lines of quantity x unit price - discount. */
    public long net() {
        long sum = 0;
        for (Line line : lines) {
            sum += line.net();
        }
        return sum;
    }

    /** Sum over the lines of the quantity. */
    public long units() {
        long sum = 0;
        for (Line line : lines) {
            sum += line.quantity();
        }
        return sum;
    }
}
