package io.tillstream.trends;

import java.util.HashMap;
import java.util.Map;

/**
 * A part of the products and of the subjects of searches: hours that are not closed. A Flink POJO:
 * fields are added, never changed.
 */
public class ShopShelf {
    /** By hour since 1970. */
    public Map<Long, OpenShopHour> open = new HashMap<>();

    /** For Flink. */
    public ShopShelf() {}

    void add(long openHour, ShopInterest interest) {
        open.computeIfAbsent(openHour, hour -> new OpenShopHour()).add(interest);
    }

    ShopHour close(int shelf, long hour) {
        return open.remove(hour).closed(shelf, hour);
    }
}
