package io.tillstream.recommendations;

/**
 * A ranker with what came of its variants.
 *
 * @param day the closed day as of which it holds; it counts for events of later days. {@link
 *     ItemCard#AT_ONCE} if it counts from now on
 * @param version on each emission
 * @param weights of the learnt blend by {@link Feature}
 * @param shown lists shown by {@link Variant}
 * @param clicked lists clicked by {@link Variant}
 */
public record RankerModel(
        long day, String version, double[] weights, double[] shown, double[] clicked) {
    /** Before anything was learnt. */
    static RankerModel untaught() {
        return new RankerState().model(ItemCard.AT_ONCE);
    }
}
