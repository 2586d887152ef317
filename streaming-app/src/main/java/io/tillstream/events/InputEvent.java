package io.tillstream.events;

/** A record of one of the six input topics that satisfies its contract. */
public sealed interface InputEvent permits ShopEvent, SocialPost, Product, StockLevel, CalendarDay {
    /** The time of reference data, which has none. */
    long TIMELESS = Long.MIN_VALUE;

    /** Event time in epoch milliseconds, {@link #TIMELESS} for catalogue and calendar records. */
    long occurredAt();
}
