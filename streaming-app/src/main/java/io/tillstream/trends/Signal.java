package io.tillstream.trends;

import java.util.Locale;

/** By what a subject is seen to rise; the order is part of state: add at the end only. */
enum Signal {
    /** People write of it. */
    POSTS,
    /** Shoppers look at products that it names. */
    VIEWS,
    /** Shoppers buy them, in stores and in the web shop. */
    SALES,
    /** Shoppers search the web shop for it. */
    SEARCHES;

    /** As tables have it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
