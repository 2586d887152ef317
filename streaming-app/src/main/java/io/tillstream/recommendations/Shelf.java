package io.tillstream.recommendations;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** All products that are known, with the popular and the trending ones at hand. */
final class Shelf {
    private static final NavigableSet<ItemCard> EMPTY = descending(card -> 0);

    private final Map<String, ItemCard> cards = new HashMap<>();
    private final NavigableSet<ItemCard> popular = descending(ItemCard::bought);
    private final NavigableSet<ItemCard> trending = descending(ItemCard::trending);
    private final Map<String, NavigableSet<ItemCard>> popularIn = new HashMap<>();
    private final Map<String, NavigableSet<ItemCard>> popularWith = new HashMap<>();

    private static NavigableSet<ItemCard> descending(ToDoubleFunction<ItemCard> value) {
        return new TreeSet<>(
                Comparator.comparingDouble(value).reversed().thenComparing(ItemCard::productId));
    }

    /** Takes a card in the place of the product's former one. */
    void put(ItemCard card) {
        ItemCard former =
                card.facts().removed()
                        ? cards.remove(card.productId())
                        : cards.put(card.productId(), card);
        if (former != null && former.mayBeShown()) {
            takeOut(former);
        }
        if (card.mayBeShown()) {
            putUp(card);
        }
    }

    private void takeOut(ItemCard card) {
        popular.remove(card);
        trending.remove(card);
        popularIn.get(card.facts().category()).remove(card);
        for (String segment : segmentsOf(card)) {
            popularWith.get(segment).remove(card);
        }
    }

    private void putUp(ItemCard card) {
        popular.add(card);
        trending.add(card);
        popularIn
                .computeIfAbsent(card.facts().category(), c -> descending(ItemCard::bought))
                .add(card);
        for (String segment : segmentsOf(card)) {
            popularWith.computeIfAbsent(segment, s -> descending(c -> c.boughtIn(s))).add(card);
        }
    }

    private static List<String> segmentsOf(ItemCard card) {
        return card.segments() == null ? List.of() : List.of(card.segments());
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
        return popularIn.getOrDefault(category, EMPTY);
    }

    /** Those that are popular with the customers of a segment; null for none. */
    Iterable<ItemCard> popularWith(String segment) {
        return popularWith.getOrDefault(segment, EMPTY);
    }

    /** The greatest popularity, {@link Fading#NOTHING} on an empty shelf. */
    double mostBought() {
        return popular.isEmpty() ? Fading.NOTHING : popular.first().bought();
    }

    /** The greatest trend. */
    double mostTrending() {
        return trending.isEmpty() ? Fading.NOTHING : trending.first().trending();
    }

    /** The greatest popularity with the customers of a segment; null for none. */
    double mostBoughtIn(String segment) {
        NavigableSet<ItemCard> cards = popularWith.getOrDefault(segment, EMPTY);
        return cards.isEmpty() ? Fading.NOTHING : cards.first().boughtIn(segment);
    }
}
