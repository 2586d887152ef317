package io.tillstream.events;

import java.util.List;

/** Events for tests, around one day. */
public final class Events {
    /** The epoch day on which the examples begin. */
    public static final long DAY = 20_000;

    /** Its first instant. */
    public static final long START = EventTime.startOf(DAY);

    /** Days close an hour after their end. */
    public static final DayClose CLOSE = new DayClose(EventTime.HOUR);

    private Events() {}

    /** The watermark at which a day of the examples is closed; 0 for the first. */
    public static long closing(int day) {
        return CLOSE.closesAt(DAY + day);
    }

    /** An instant of a day of the examples. */
    public static long at(int day, int hour) {
        return EventTime.startOf(DAY + day) + hour * EventTime.HOUR;
    }

    /** Units of a product at a price in major units. */
    public static Line line(String product, int quantity, long price) {
        return new Line(product, quantity, price * Amount.ONE, 0);
    }

    /** A sale at a till of store s1. */
    public static Transaction sale(String id, String customer, long time, Line... lines) {
        return transaction(id, false, Channel.STORE, customer, time, lines);
    }

    /** The return of goods to store s1. */
    public static Transaction returned(String id, String customer, long time, Line... lines) {
        return transaction(id, true, Channel.STORE, customer, time, lines);
    }

    /** An order in the web shop. */
    public static Transaction order(String id, String customer, long time, Line... lines) {
        return transaction(id, false, Channel.ONLINE, customer, time, lines);
    }

    private static Transaction transaction(
            String id,
            boolean returned,
            Channel channel,
            String customer,
            long time,
            Line... lines) {
        boolean online = channel == Channel.ONLINE;
        Topic topic = online ? Topic.ECOM_EVENTS : Topic.POS_SALES;
        return new Transaction(
                topic,
                IdHash.of(topic.ordinal(), id),
                id,
                returned,
                channel,
                online ? "online" : "s1",
                customer,
                time,
                List.of(lines));
    }

    /** Something else that a shopper does with a product. */
    public static Interaction interaction(
            Interaction.Kind kind, String id, String product, long time) {
        return new Interaction(
                IdHash.of(Topic.ECOM_EVENTS.ordinal(), id),
                id,
                kind,
                "session",
                null,
                time,
                product,
                0,
                null);
    }

    /** Somebody typed something into the search box of the web shop. */
    public static Search search(String id, String session, String query, long time) {
        return new Search(IdHash.of(Topic.ECOM_EVENTS.ordinal(), id), id, session, time, query);
    }

    /** A page that was opened. */
    public static Interaction view(String id, String product, long time) {
        return interaction(Interaction.Kind.VIEW, id, product, time);
    }
}
