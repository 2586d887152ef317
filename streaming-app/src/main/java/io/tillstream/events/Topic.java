package io.tillstream.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The input topics. The order is part of serialised state: add at the end only. */
public enum Topic {
    /** Till receipts. */
    POS_SALES("pos.sales"),
    /** Web-shop events. */
    ECOM_EVENTS("ecom.events"),
    /** Social posts. */
    SOCIAL_POSTS("social.posts"),
    /** The catalogue; compacted. */
    CATALOG_PRODUCTS("catalog.products"),
    /** Stock snapshots; compacted. */
    INVENTORY_LEVELS("inventory.levels"),
    /** Holidays and promotions; compacted. */
    CALENDAR_DAYS("calendar.days");

    private static final Topic[] VALUES = values();

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The Kafka topic. */
    public String topicName() {
        return topicName;
    }

    /** True if its records carry event time; reference data has none. */
    public boolean hasEventTime() {
        return this != CATALOG_PRODUCTS && this != CALENDAR_DAYS;
    }

    /** True if shoppers wait for what comes of its events. */
    public boolean callsForLists() {
        return this == ECOM_EVENTS || this == POS_SALES;
    }

    /** The top-level fields of its records. */
    public List<String> fields() {
        return switch (this) {
            case POS_SALES -> PosSalesDecoder.FIELDS;
            case ECOM_EVENTS -> EcomEventsDecoder.FIELDS;
            case SOCIAL_POSTS -> SocialPostsDecoder.FIELDS;
            case CATALOG_PRODUCTS -> CatalogDecoder.FIELDS;
            case INVENTORY_LEVELS -> InventoryDecoder.FIELDS;
            case CALENDAR_DAYS -> CalendarDecoder.FIELDS;
        };
    }

    /** A new decoder of this topic's records; not thread-safe. */
    public EventDecoder newDecoder(RecordLimits limits) {
        return switch (this) {
            case POS_SALES -> new PosSalesDecoder(limits);
            case ECOM_EVENTS -> new EcomEventsDecoder(limits);
            case SOCIAL_POSTS -> new SocialPostsDecoder(limits);
            case CATALOG_PRODUCTS -> new CatalogDecoder(limits);
            case INVENTORY_LEVELS -> new InventoryDecoder(limits);
            case CALENDAR_DAYS -> new CalendarDecoder(limits);
        };
    }

    /** The topic of an ordinal. */
    static Topic of(int ordinal) {
        return VALUES[ordinal];
    }

    /** The topic of a Kafka topic's name. */
    public static Optional<Topic> named(String topicName) {
        return Arrays.stream(VALUES).filter(t -> t.topicName.equals(topicName)).findFirst();
    }
}
