package io.tillstream.events;

/**
 * What a shopper typed into the search box of the web shop. It names no product, so that it is no
 * {@link Interaction}: of the capabilities only trends read it; it is no visit, no interest in a
 * product and calls for no recommendations.
 *
 * @param query as typed, may be empty; {@value #MOST_READ} characters at most
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
    /** Characters of a query that travel: a search box takes no more. */
    static final int MOST_READ = 200;

    /** As much of a query as is read. */
    static String readOf(String query) {
        if (query.length() <= MOST_READ) {
            return query;
        }
        boolean splits = Character.isHighSurrogate(query.charAt(MOST_READ - 1));
        return query.substring(0, splits ? MOST_READ - 1 : MOST_READ);
    }

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
