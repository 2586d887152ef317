package io.tillstream.recommendations;

import io.tillstream.models.recommend.ProductLook;

/**
 * A product as shoppers' recommendations know it. It is broadcast, since every shopper may need
 * every product.
 *
 * @param day the closed day as of which it holds; it counts for events of later days. {@link
 *     #AT_ONCE} if it counts from now on
 * @param inStock false if all stores, the web shop among them, are known to be empty
 * @param bought purchases, {@link Fading} by {@link Item#POPULAR}
 * @param trending interest, {@link Fading} by {@link Item#TRENDING}
 * @param tied ties to all products, {@link Fading} by {@link Item#TOGETHER}
 * @param neighbours products that go with it, the strongest first
 * @param ties how strongly, {@link Fading} by {@link Item#TOGETHER}
 * @param segments whose customers bought it; null in state of old
 * @param boughtIn purchases of each, {@link Fading} by {@link Item#POPULAR}
 * @param look by its picture, for the two towers; null where that is not known
 * @param lookalikes products that look like it; null where none are known
 */
public record ItemCard(
        String productId,
        long day,
        ItemFacts facts,
        boolean inStock,
        double bought,
        double trending,
        double tied,
        String[] neighbours,
        double[] ties,
        String[] segments,
        double[] boughtIn,
        ProductLook look,
        Lookalikes lookalikes) {
    /** Instead of a day for what counts from now on. */
    public static final long AT_ONCE = Long.MIN_VALUE;

    private static final String[] ALONE = {};
    private static final double[] NO_TIES = {};

    /** Without neighbours and lookalikes, which only candidates are found by. */
    ItemCard alone() {
        return new ItemCard(
                productId, day, facts, inStock, bought, trending, tied, ALONE, NO_TIES, segments,
                boughtIn, look, null);
    }

    /** Without its look, which only the towers ask for. */
    ItemCard unseen() {
        return new ItemCard(
                productId,
                day,
                facts,
                inStock,
                bought,
                trending,
                tied,
                neighbours,
                ties,
                segments,
                boughtIn,
                null,
                lookalikes);
    }

    boolean mayBeShown() {
        return inStock && facts.listed();
    }

    /** Purchases by customers of a segment, {@link Fading} by {@link Item#POPULAR}. */
    double boughtIn(String segment) {
        for (int i = 0; segments != null && i < segments.length; i++) {
            if (segments[i].equals(segment)) {
                return boughtIn[i];
            }
        }
        return Fading.NOTHING;
    }
}
