package io.tillstream.models.recommend;

import java.util.List;

/**
 * The products that the towers think best for a shopper.
 *
 * @param cards the best first; equal scores go by the product's id
 * @param scores of them, dot products without a unit
 * @param <C> type of the items' cards
 */
public record TowerAnswer<C>(List<C> cards, float[] scores) {}
