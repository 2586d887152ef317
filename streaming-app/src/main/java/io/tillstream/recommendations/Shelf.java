package io.tillstream.recommendations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** All products that are known, with the popular and the trending ones at hand. */
final class Shelf {
    /** How many of an order are at hand. */
    static final int TOP = 40;

    private static final Order EMPTY = new Order(card -> 0);

    private final Map<String, ItemCard> cards = new HashMap<>();
    private final Order popular = new Order(ItemCard::bought);
    private final Order trending = new Order(ItemCard::trending);
    private final Map<String, Order> popularIn = new HashMap<>();
    private final Map<String, Order> popularWith = new HashMap<>();

    /**
     * Products in the order of a value, the greatest first; its top is asked for far more often.
     */
    private static final class Order {
        private final ToDoubleFunction<ItemCard> value;
        private final NavigableSet<ItemCard> cards;
        private List<ItemCard> top;

        Order(ToDoubleFunction<ItemCard> value) {
            this.value = value;
            this.cards =
                    new TreeSet<>(
                            Comparator.comparingDouble(value)
                                    .reversed()
                                    .thenComparing(ItemCard::productId));
        }

        void add(ItemCard card) {
            cards.add(card);
            top = null;
        }

        void remove(ItemCard card) {
            cards.remove(card);
            top = null;
        }

        List<ItemCard> top() {
            if (top == null) {
                top = new ArrayList<>(Math.min(TOP, cards.size()));
                for (ItemCard card : cards) {
                    if (top.size() == TOP) {
                        break;
                    }
                    top.add(card);
                }
            }
            return top;
        }

        double greatest() {
            return cards.isEmpty() ? Fading.NOTHING : value.applyAsDouble(cards.first());
        }
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
                .computeIfAbsent(card.facts().category(), c -> new Order(ItemCard::bought))
                .add(card);
        for (String segment : segmentsOf(card)) {
            popularWith.computeIfAbsent(segment, s -> new Order(c -> c.boughtIn(s))).add(card);
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
        return popular.cards.size();
    }

    /** The {@link #TOP} popular ones, the most popular first. */
    List<ItemCard> popular() {
        return popular.top();
    }

    /** The {@link #TOP} that trend, the first first. */
    List<ItemCard> trending() {
        return trending.top();
    }

    /** The {@link #TOP} popular ones of a category. */
    List<ItemCard> popularIn(String category) {
        return popularIn.getOrDefault(category, EMPTY).top();
    }

    /** The {@link #TOP} that are popular with the customers of a segment; null for none. */
    List<ItemCard> popularWith(String segment) {
        return popularWith.getOrDefault(segment, EMPTY).top();
    }

    /** The greatest popularity, {@link Fading#NOTHING} on an empty shelf. */
    double mostBought() {
        return popular.greatest();
    }

    /** The greatest trend. */
    double mostTrending() {
        return trending.greatest();
    }

    /** The greatest popularity with the customers of a segment; null for none. */
    double mostBoughtIn(String segment) {
        return popularWith.getOrDefault(segment, EMPTY).greatest();
    }
}
