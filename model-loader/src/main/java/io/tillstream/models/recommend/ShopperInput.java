package io.tillstream.models.recommend;

import java.util.Comparator;
import java.util.List;

/**
 * What the shopper tower is told of a shopper: whose vectors to pool and how much of each, and four
 * figures.
 *
 * @param items products bought before, at most {@link #LONGEST}
 * @param weights of them, decayed with the time since the last purchase, summing to 1
 * @param facts of {@code log(1 + n)}: products bought, purchases, days since the last one; and 1
 *     for somebody who has bought nothing
 */
public record ShopperInput(int[] items, float[] weights, float[] facts) {
    /** Figures about a shopper. */
    static final int FACTS = 4;

    /** Products that are pooled, the most recent ones. */
    static final int LONGEST = 200;

    /** What is known of a shopper before a day. */
    static ShopperInput of(ShopperHistory shopper, int day) {
        List<OwnedItem> recent =
                shopper.items().stream()
                        .sorted(Comparator.comparingInt(owned -> -owned.lastDay()))
                        .limit(LONGEST)
                        .toList();
        int[] items = recent.stream().mapToInt(OwnedItem::item).toArray();
        float[] weights = new float[items.length];
        double sum = recent.stream().mapToDouble(owned -> weight(owned, day)).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weight(recent.get(i), day) / sum);
        }
        return new ShopperInput(
                items,
                weights,
                facts(shopper.items().size(), shopper.baskets(), day - shopper.lastDay()));
    }

    /**
     * Figures about a shopper.
     *
     * @param products bought so far
     * @param sinceLast days since the last purchase; without meaning where there is none
     */
    static float[] facts(int products, int purchases, long sinceLast) {
        boolean nothing = products == 0;
        return new float[] {
            (float) Math.log1p(products),
            (float) Math.log1p(purchases),
            nothing ? 0 : (float) Math.log1p((double) sinceLast),
            nothing ? 1 : 0
        };
    }

    private static double weight(OwnedItem owned, int day) {
        return ShopperHistory.decay(day - owned.lastDay());
    }
}
