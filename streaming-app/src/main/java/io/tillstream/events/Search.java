package io.tillstream.events;

/**
 * What a shopper typed into the search box of the web shop. It names no product, so that it is no
 * {@link Interaction}: of the capabilities only trends read it; it is no visit, no interest in a
 * product and calls for no recommendations.
 *
 * @param query as typed, may be empty; bounded as texts of posts are
 * @param late see {@link ShopEvent#late()}
 * @param countedIn see {@link ShopEvent#countedIn()}
 */
public record Search(
        long idHash,
        String eventId,
        String sessionId,
        long occurredAt,
        String query,
        boolean late,
        long countedIn)
        implements ShopEvent {
    /** A search that is in time. */
    public Search(long idHash, String eventId, String sessionId, long occurredAt, String query) {
        this(
                idHash,
                eventId,
                sessionId,
                occurredAt,
                query,
                false,
                Math.floorDiv(occurredAt, EventTime.HOUR));
    }

    @Override
    public Search asLate(long heardAt) {
        return with(true, countedIn);
    }

    @Override
    public Search heard(long firstOpenHour) {
        return countedIn >= firstOpenHour ? this : countedIn(firstOpenHour);
    }

    /** The same search, counted in an hour. */
    Search countedIn(long hour) {
        return with(late, hour);
    }

    private Search with(boolean isLate, long hour) {
        return new Search(idHash, eventId, sessionId, occurredAt, query, isLate, hour);
    }

    @Override
    public Topic topic() {
        return Topic.ECOM_EVENTS;
    }
}
