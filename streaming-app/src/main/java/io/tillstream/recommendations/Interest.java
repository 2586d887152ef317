package io.tillstream.recommendations;

import io.tillstream.events.Interaction;

/**
 * What an action says of a shopper's interest, relative to a view. The weights order candidates and
 * trends; the ranker learns its own.
 */
final class Interest {
    static final int VIEW = 1;
    static final int CLICK = 2;
    static final int CART = 3;
    static final int PURCHASE = 10;

    private Interest() {}

    /** Of an interaction; negative for what was put back, 0 for what says nothing. */
    static int of(Interaction.Kind kind) {
        return switch (kind) {
            case VIEW -> VIEW;
            case RECOMMENDATION_CLICKED -> CLICK;
            case ADD_TO_CART -> CART;
            case REMOVE_FROM_CART -> -CLICK;
            case REVIEW, RECOMMENDATION_SHOWN -> 0;
        };
    }
}
