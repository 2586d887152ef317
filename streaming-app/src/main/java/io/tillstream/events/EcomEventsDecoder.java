package io.tillstream.events;

import io.tillstream.events.InvalidRecord.Kind;
import java.io.IOException;
import java.util.List;

/** {@code ecom.events}: orders, returns, interactions and searches of the web shop. */
final class EcomEventsDecoder extends EventDecoder {
    /** Of the topic, in the order of bits; add at the end only. */
    static final List<String> FIELDS =
            List.of(
                    "event_id",
                    "type",
                    "session_id",
                    "customer_id",
                    "occurred_at",
                    "product_id",
                    "order_id",
                    "lines",
                    "rating",
                    "recommendation_id",
                    "currency",
                    "payment_type",
                    "query");

    private static final String ONLINE_STORE = "online";

    /** Apart from the seed of event ids: an order is known by its order id too. */
    private static final int ORDER_SEED = 64;

    private final LinesReader linesReader;
    private String eventId;
    private String type;
    private String sessionId;
    private String customerId;
    private Long occurredAt;
    private String productId;
    private String orderId;
    private List<Line> lines;
    private int rating;
    private String recommendationId;
    private String query;
    private InvalidRecord badQuery;

    EcomEventsDecoder(RecordLimits limits) {
        super(limits, FIELDS);
        this.linesReader = new LinesReader(reader, limits.maxLines());
    }

    @Override
    protected void begin() {
        eventId = null;
        type = null;
        sessionId = null;
        customerId = null;
        occurredAt = null;
        productId = null;
        orderId = null;
        lines = null;
        rating = 0;
        recommendationId = null;
        query = null;
        badQuery = null;
    }

    @Override
    protected boolean field(String name) throws IOException, InvalidRecord {
        switch (name) {
            case "event_id" -> eventId = reader.id(name);
            case "type" -> type = reader.id(name);
            case "session_id" -> sessionId = reader.id(name);
            case "customer_id" -> customerId = reader.id(name);
            case "occurred_at" -> occurredAt = reader.time(name);
            case "product_id" -> productId = reader.id(name);
            case "order_id" -> orderId = reader.id(name);
            case "lines" -> lines = linesReader.read();
            case "rating" -> rating = (int) reader.integer(name, 1, 5);
            case "recommendation_id" -> recommendationId = reader.id(name);
            case "query" -> {
                return query(name);
            }
            case "currency", "payment_type" -> reader.id(name);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected InputEvent finish() throws InvalidRecord {
        required(eventId, "event_id");
        required(type, "type");
        required(sessionId, "session_id");
        required(occurredAt, "occurred_at");
        return switch (type) {
            case "order" -> order();
            case "return" -> transaction(Transaction.NO_ORDER, eventId, true);
            case "view" -> interaction(Interaction.Kind.VIEW);
            case "add_to_cart" -> interaction(Interaction.Kind.ADD_TO_CART);
            case "remove_from_cart" -> interaction(Interaction.Kind.REMOVE_FROM_CART);
            case "review" -> review();
            case "recommendation_shown" -> feedback(Interaction.Kind.RECOMMENDATION_SHOWN);
            case "recommendation_clicked" -> feedback(Interaction.Kind.RECOMMENDATION_CLICKED);
            case "search" -> search();
            default -> throw new InvalidRecord(Kind.OUT_OF_RANGE, "type is unknown: " + type);
        };
    }

    private long eventHash() {
        return IdHash.of(Topic.ECOM_EVENTS.ordinal(), eventId);
    }

    private Transaction order() throws InvalidRecord {
        required(orderId, "order_id");
        return transaction(IdHash.of(ORDER_SEED, orderId), orderId, false);
    }

    private Transaction transaction(long orderHash, String id, boolean returned)
            throws InvalidRecord {
        required(orderId, "order_id");
        return new Transaction(
                Topic.ECOM_EVENTS,
                eventHash(),
                orderHash,
                id,
                returned,
                Channel.ONLINE,
                ONLINE_STORE,
                customerId,
                occurredAt,
                required(lines, "lines"),
                Transaction.IN_TIME);
    }

    private Interaction review() throws InvalidRecord {
        if (rating == 0) {
            throw new InvalidRecord(Kind.MISSING_FIELD, "rating is missing");
        }
        return interaction(Interaction.Kind.REVIEW);
    }

    private Interaction feedback(Interaction.Kind kind) throws InvalidRecord {
        required(recommendationId, "recommendation_id");
        return interaction(kind);
    }

    /** On other types the field is not ours: whatever a shop has in it must not cost an order. */
    private boolean query(String name) throws IOException {
        try {
            query = reader.text(name);
            badQuery = null;
            return true;
        } catch (InvalidRecord e) {
            badQuery = e;
            return false;
        }
    }

    private Search search() throws InvalidRecord {
        if (badQuery != null) {
            throw badQuery;
        }
        String typed = Search.readOf(required(query, "query"));
        return new Search(eventHash(), eventId, sessionId, occurredAt, typed);
    }

    private Interaction interaction(Interaction.Kind kind) throws InvalidRecord {
        return new Interaction(
                eventHash(),
                eventId,
                kind,
                sessionId,
                customerId,
                occurredAt,
                required(productId, "product_id"),
                kind == Interaction.Kind.REVIEW ? rating : 0,
                recommendationId);
    }
}
