package io.tillstream.sandbox.shop;

import java.util.List;

/** Names of the input topics. */
final class Topics {
    static final String POS_SALES = "pos.sales";
    static final String ECOM_EVENTS = "ecom.events";
    static final String SOCIAL_POSTS = "social.posts";
    static final String CATALOG_PRODUCTS = "catalog.products";
    static final String INVENTORY_LEVELS = "inventory.levels";
    static final String CALENDAR_DAYS = "calendar.days";

    static final List<String> ALL =
            List.of(
                    POS_SALES,
                    ECOM_EVENTS,
                    SOCIAL_POSTS,
                    CATALOG_PRODUCTS,
                    INVENTORY_LEVELS,
                    CALENDAR_DAYS);

    private Topics() {}
}
