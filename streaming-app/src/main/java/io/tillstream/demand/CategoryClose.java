package io.tillstream.demand;

import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;

/**
 * Closes the days of a category: every series learns what was sold, then says what is to come, and
 * the levels are made to agree. Plain Java; what it says is a function of the days alone, since
 * products are visited in the order of their ids.
 */
final class CategoryClose {
    /** Name and version of what forecasts. */
    static final String MODEL = "ensemble-4";

    /** Days ahead: thirteen weeks. */
    static final int HORIZON = 91;

    /** Days ahead by which a store orders. */
    static final int ORDER_HORIZON = 30;

    private final CategoryDemand state;
    private final SortedMap<String, ProductDemand> products;
    private final CategoryLearning learning;
    private final CategoryIssue issue;

    /**
     * @param products of the category; those that are forgotten are removed
     * @param almanac what is known of days
     */
    CategoryClose(
            String category,
            CategoryDemand state,
            SortedMap<String, ProductDemand> products,
            ShopAlmanac almanac,
            DemandSettings settings,
            DemandListener listener) {
        this.state = state;
        this.products = products;
        this.learning = new CategoryLearning(category, state, products, almanac, listener);
        this.issue = new CategoryIssue(category, state, products, almanac, settings, listener);
    }

    /** Closes a day, the one after the last. */
    CategoryDay close(long day) {
        CategoryLearning.Sold sold = learning.learn(day);
        state.lastClosed = day;
        forget(day);
        CategoryIssue.Ahead ahead = issue.issue(day);
        return new CategoryDay(
                day,
                CategoryDay.fixed(sold.units()),
                CategoryDay.fixed(sold.revenue()),
                CategoryDay.fixed(ahead.units()),
                CategoryDay.fixed(ahead.revenue()),
                learning.accuracy());
    }

    private void forget(long day) {
        for (Iterator<Map.Entry<String, ProductDemand>> i = products.entrySet().iterator();
                i.hasNext(); ) {
            Map.Entry<String, ProductDemand> entry = i.next();
            ProductDemand product = entry.getValue();
            boolean live = product.isLive(day);
            forgetStores(entry.getKey(), product, live ? day - ProductDemand.QUIET_DAYS : day, day);
            if (!live && product.told > 0) {
                issue.takeBack(Level.PRODUCT, entry.getKey(), day);
            }
            if (!live && !product.isComing(day) && product.firstWaitingDay() == Long.MAX_VALUE) {
                i.remove();
            } else if (!live) {
                entry.setValue(product.anew());
            }
        }
    }

    /** Forgets the stores that sold nothing after a day. */
    private void forgetStores(String id, ProductDemand product, long after, long day) {
        for (Iterator<Map.Entry<String, StoreDemand>> i = product.stores.entrySet().iterator();
                i.hasNext(); ) {
            Map.Entry<String, StoreDemand> store = i.next();
            if (store.getValue().lastSaleDay <= after) {
                issue.takeBack(id, store.getKey(), store.getValue(), day);
                i.remove();
            }
        }
    }
}
