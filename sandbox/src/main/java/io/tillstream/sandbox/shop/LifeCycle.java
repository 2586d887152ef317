package io.tillstream.sandbox.shop;

import io.tillstream.sandbox.shop.Fashion.Style;

/** How the interest in a new product runs. */
enum LifeCycle {
    /** Looked at more while it is new: what every product does unless the shop has life cycles. */
    NOVELTY,
    /** All want it, and then nobody does. */
    FAD,
    /** Becomes known slowly and stays. */
    STAPLE;

    private static final LifeCycle[] TYPICAL = {STAPLE, NOVELTY, NOVELTY, STAPLE, FAD, FAD};
    private static final double FOLLOWS_STYLE = 0.85;

    /** That of a product of a style. */
    static LifeCycle of(Style style, Rng rng) {
        return rng.chance(FOLLOWS_STYLE) ? TYPICAL[style.ordinal()] : rng.of(values());
    }

    /** Interest at an age in days, as a multiple of what is usual of the product. */
    double interest(int age) {
        return switch (this) {
            case NOVELTY -> age > 60 ? 1 : 1 + 2.5 * StrictMath.exp(-age / 14.0);
            case FAD -> 0.05 + 6 * StrictMath.exp(-age / 10.0);
            case STAPLE -> 1.3 * (1 - 0.9 * StrictMath.exp(-age / 20.0));
        };
    }

    String label() {
        return Fashion.lower(this);
    }
}
