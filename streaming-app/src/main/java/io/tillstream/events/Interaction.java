package io.tillstream.events;

/**
 * What a shopper does with a product in the web shop short of buying it.
 *
 * @param customerId null until the shopper has logged in
 * @param rating 1 to 5 for a review, 0 otherwise
 * @param recommendationId the emission that was shown or clicked, null otherwise
 * @param late see {@link ShopEvent#late()}
 * @param countedIn see {@link ShopEvent#countedIn()}
 */
public record Interaction(
        long idHash,
        String eventId,
        Kind kind,
        String sessionId,
        String customerId,
        long occurredAt,
        String productId,
        int rating,
        String recommendationId,
        boolean late,
        long countedIn)
        implements ShopEvent {
    /** An interaction that is in time. */
    public Interaction(
            long idHash,
            String eventId,
            Kind kind,
            String sessionId,
            String customerId,
            long occurredAt,
            String productId,
            int rating,
            String recommendationId) {
        this(
                idHash,
                eventId,
                kind,
                sessionId,
                customerId,
                occurredAt,
                productId,
                rating,
                recommendationId,
                false,
                Math.floorDiv(occurredAt, EventTime.HOUR));
    }

    @Override
    public Interaction asLate(long heardAt) {
        return with(true, countedIn);
    }

    @Override
    public Interaction heard(long firstOpenHour) {
        return countedIn >= firstOpenHour ? this : countedIn(firstOpenHour);
    }

    /** The same interaction, counted in an hour. */
    Interaction countedIn(long hour) {
        return with(late, hour);
    }

    private Interaction with(boolean isLate, long hour) {
        return new Interaction(
                idHash,
                eventId,
                kind,
                sessionId,
                customerId,
                occurredAt,
                productId,
                rating,
                recommendationId,
                isLate,
                hour);
    }

    /** The order is part of serialised state: add at the end only. */
    public enum Kind {
        /** A product page was opened. */
        VIEW,
        /** Into the cart. */
        ADD_TO_CART,
        /** Out of the cart. */
        REMOVE_FROM_CART,
        /** A rating. */
        REVIEW,
        /** A recommendation was shown. */
        RECOMMENDATION_SHOWN,
        /** A recommendation was clicked. */
        RECOMMENDATION_CLICKED;

        private static final Kind[] VALUES = values();

        static Kind of(int ordinal) {
            return VALUES[ordinal];
        }
    }

    @Override
    public Topic topic() {
        return Topic.ECOM_EVENTS;
    }
}
