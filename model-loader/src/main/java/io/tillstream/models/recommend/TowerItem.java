package io.tillstream.models.recommend;

import java.util.Objects;

/**
 * A product as the towers know it.
 *
 * @param facts what the item tower is told
 * @param look by its picture; null where that is not known
 * @param shown whether it may be recommended; others still tell of shoppers who bought them
 * @param card what whoever asks wants back with it
 * @param <C> type of the card
 */
public record TowerItem<C>(ProductFacts facts, ProductLook look, boolean shown, C card) {
    String id() {
        return facts.id();
    }

    /** True if the item tower gives the same vector for both. */
    boolean isLike(TowerItem<C> other) {
        return facts.equals(other.facts) && Objects.equals(look, other.look);
    }
}
