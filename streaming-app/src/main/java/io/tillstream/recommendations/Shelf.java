package io.tillstream.recommendations;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** All products that are known, with the popular and the trending ones at hand. */
final class Shelf {
    private final Map<String, ItemCard> cards = new HashMap<>();
    private final TreeSet<ItemCard> popular = new TreeSet<>(descending(ItemCard::bought));
    private final TreeSet<ItemCard> trending = new TreeSet<>(descending(ItemCard::trending));
    private final Map<String, TreeSet<ItemCard>> popularIn = new HashMap<>();

    private static Comparator<ItemCard> descending(ToDoubleFunction<ItemCard> value) {
        return Comparator.comparingDouble(value).reversed().thenComparing(ItemCard::productId);
    }

    /** Takes a card in the place of the product's former one. */
    void put(ItemCard card) {
        ItemCard former = cards.put(card.productId(), card);
        if (former != null && former.mayBeShown()) {
            popular.remove(former);
            trending.remove(former);
            popularIn.get(former.facts().category()).remove(former);
        }
        if (card.mayBeShown()) {
            popular.add(card);
            trending.add(card);
            popularIn
                    .computeIfAbsent(
                            card.facts().category(),
                            c -> new TreeSet<>(descending(ItemCard::bought)))
                    .add(card);
        }
    }

    /** The product's card, null if it is unknown. */
    ItemCard get(String productId) {
        return cards.get(productId);
    }

    /** Products that may be shown. */
    int size() {
        return popular.size();
    }

    /** The popular ones, the most popular first. */
    Iterable<ItemCard> popular() {
        return popular;
    }

    /** Those that trend, the first first. */
    Iterable<ItemCard> trending() {
        return trending;
    }

    /** The popular ones of a category. */
    Iterable<ItemCard> popularIn(String category) {
        TreeSet<ItemCard> cards = popularIn.get(category);
        return cards == null ? List.of() : cards;
    }

    /** The greatest popularity, {@link Fading#NOTHING} on an empty shelf. */
    double mostBought() {
        Iterator<ItemCard> cards = popular.iterator();
        return cards.hasNext() ? cards.next().bought() : Fading.NOTHING;
    }

    /** The greatest trend. */
    double mostTrending() {
        Iterator<ItemCard> cards = trending.iterator();
        return cards.hasNext() ? cards.next().trending() : Fading.NOTHING;
    }
}
