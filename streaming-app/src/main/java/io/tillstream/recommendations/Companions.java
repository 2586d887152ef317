package io.tillstream.recommendations;

import io.tillstream.events.EventTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells each product of a basket or a session of the others. */
final class Companions {
    /** What a pair of one session counts. */
    static final int SESSION = 1;

    /** What a pair of one basket counts. */
    static final int BASKET = 4;

    /** Of larger baskets only so many products are paired: cost grows with the square. */
    private static final int MOST = 20;

    private Companions() {}

    /**
     * What a purchase says of its products.
     *
     * @param segment of the buyer; null if it is not known
     */
    static List<ItemInput> of(Basket basket, String segment) {
        Map<String, Integer> interest = new LinkedHashMap<>();
        for (String productId : basket.productIds()) {
            interest.put(productId, Interest.PURCHASE);
        }
        return activity(EventTime.dayOf(basket.time()), interest, 1, BASKET, segment);
    }

    /**
     * Activity of each product.
     *
     * @param interest by product
     * @param bought purchases of each
     * @param tie what a pair counts
     * @param segment of the buyer; null if it is not known
     */
    static List<ItemInput> activity(
            long day, Map<String, Integer> interest, int bought, int tie, String segment) {
        List<String> paired = interest.keySet().stream().limit(MOST).toList();
        List<ItemInput> activity = new ArrayList<>();
        interest.forEach(
                (productId, weight) -> {
                    String[] companions =
                            paired.contains(productId)
                                    ? paired.stream()
                                            .filter(other -> !other.equals(productId))
                                            .toArray(String[]::new)
                                    : new String[0];
                    activity.add(
                            ItemInput.of(
                                    productId,
                                    new ItemActivity(
                                            day,
                                            bought,
                                            Math.max(0, weight),
                                            companions,
                                            tie,
                                            segment)));
                });
        return activity;
    }
}
