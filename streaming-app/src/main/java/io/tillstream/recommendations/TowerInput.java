package io.tillstream.recommendations;

/**
 * What the towers are told, in the order in which it holds; one of the two is null.
 *
 * @param moment a shopper to propose products to
 * @param card a product as it stands on the shelf from now on
 */
public record TowerInput(Moment moment, ItemCard card) {
    static TowerInput of(Moment moment) {
        return new TowerInput(moment, null);
    }

    static TowerInput of(ItemCard card) {
        return new TowerInput(null, card);
    }
}
