package io.tillstream.recommendations;

/**
 * A ranker with what came of its variants.
 *
 * @param day the closed day as of which it holds; it counts for events of later days. {@link
 *     ItemCard#AT_ONCE} if it counts from now on
 * @param version on each emission
 * @param weights of the learnt blend by {@link Feature}
 * @param begun weights that it began with; null in state of old
 * @param shown lists shown by {@link Variant}
 * @param clicked lists clicked by {@link Variant}
 */
public record RankerModel(
        long day,
        String version,
        double[] weights,
        double[] begun,
        double[] shown,
        double[] clicked) {
    /** The weights of a variant by {@link Feature}. */
    double[] weights(Variant variant) {
        return switch (variant) {
            case LEARNT -> weights;
            case PRIOR -> begun == null ? Feature.priors() : begun;
        };
    }

    /** Lists of a variant that were shown; it may be younger than this. */
    double shown(Variant variant) {
        return variant.ordinal() < shown.length ? shown[variant.ordinal()] : 0;
    }

    /** Those that were clicked. */
    double clicked(Variant variant) {
        return variant.ordinal() < clicked.length ? clicked[variant.ordinal()] : 0;
    }
}
