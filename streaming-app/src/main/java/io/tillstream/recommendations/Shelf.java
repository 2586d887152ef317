package io.tillstream.recommendations;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** All products that are known, with the popular and the trending ones at hand. */
final class Shelf {
    /** How many of an order are at hand. */
    static final int TOP = 40;

    private static final Order EMPTY = new Order(card -> 0);

    private final Map<String, Place> places = new HashMap<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final Order popular = new Order(ItemCard::bought);
    private final Order trending = new Order(ItemCard::trending);
    private final Numbers categories = new Numbers();
    private final Numbers brands = new Numbers();
    private final Numbers segments = new Numbers();
    private final Map<String, Order> popularIn = new HashMap<>();
    private final Map<String, Order> popularWith = new HashMap<>();
    private int capacity;
    private long changes;

    /**
     * Products in the order of a value, the greatest first; its top is asked for far more often. A
     * product must be taken out before its card changes.
     */
    private static final class Order {
        private final ToDoubleFunction<ItemCard> value;
        private final NavigableSet<Place> places;
        private List<Place> top;

        Order(ToDoubleFunction<ItemCard> value) {
            this.value = value;
            this.places =
                    new TreeSet<>(
                            Comparator.<Place>comparingDouble(p -> value.applyAsDouble(p.card()))
                                    .reversed()
                                    .thenComparing(p -> p.card().productId()));
        }

        void add(Place place) {
            places.add(place);
            top = null;
        }

        void remove(Place place) {
            places.remove(place);
            top = null;
        }

        List<Place> top() {
            if (top == null) {
                top = new ArrayList<>(Math.min(TOP, places.size()));
                for (Place place : places) {
                    if (top.size() == TOP) {
                        break;
                    }
                    top.add(place);
                }
            }
            return top;
        }

        double greatest() {
            return places.isEmpty() ? Fading.NOTHING : value.applyAsDouble(places.first().card());
        }
    }

    /** Numbers of names, from 0 on: what is asked for many times for each list is found by them. */
    static final class Numbers {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();

        private int add(String name) {
            Integer known = numbers.putIfAbsent(name, names.size());
            if (known == null) {
                names.add(name);
                return names.size() - 1;
            }
            return known;
        }

        /** The number of a name, -1 if it is unknown or null. */
        int of(String name) {
            return numbers.getOrDefault(name, -1);
        }

        String name(int number) {
            return names.get(number);
        }

        int size() {
            return names.size();
        }
    }

    /** Takes a card in the place of the product's former one. */
    void put(ItemCard card) {
        Place place = places.get(card.productId());
        if (place != null && place.card().mayBeShown()) {
            takeOut(place);
        }
        if (card.facts().removed()) {
            remove(place, card.productId());
            return;
        }
        if (place == null) {
            place = new Place(free.isEmpty() ? capacity++ : free.pop());
            places.put(card.productId(), place);
            changes++;
        }
        ItemFacts facts = card.facts();
        place.put(
                card,
                categories.add(facts.category()),
                brands.add(facts.brand()),
                boughtBySegment(card));
        if (card.mayBeShown()) {
            putUp(place);
        }
    }

    private double[] boughtBySegment(ItemCard card) {
        List<String> names = segmentsOf(card);
        names.forEach(segments::add);
        double[] bought = new double[names.isEmpty() ? 0 : segments.size()];
        Arrays.fill(bought, Fading.NOTHING);
        for (int i = 0; i < names.size(); i++) {
            bought[segments.of(names.get(i))] = card.boughtIn()[i];
        }
        return bought;
    }

    private void remove(Place place, String productId) {
        if (place != null) {
            places.remove(productId);
            free.push(place.index);
            changes++;
        }
    }

    private void takeOut(Place place) {
        ItemCard card = place.card();
        popular.remove(place);
        trending.remove(place);
        popularIn.get(card.facts().category()).remove(place);
        for (String segment : segmentsOf(card)) {
            popularWith.get(segment).remove(place);
        }
    }

    private void putUp(Place place) {
        ItemCard card = place.card();
        popular.add(place);
        trending.add(place);
        popularIn
                .computeIfAbsent(card.facts().category(), c -> new Order(ItemCard::bought))
                .add(place);
        for (String segment : segmentsOf(card)) {
            popularWith.computeIfAbsent(segment, s -> new Order(c -> c.boughtIn(s))).add(place);
        }
    }

    private static List<String> segmentsOf(ItemCard card) {
        return card.segments() == null ? List.of() : List.of(card.segments());
    }

    /** The product's place, null if it is unknown. */
    Place place(String productId) {
        return places.get(productId);
    }

    /** The places of some products, null for each that is unknown. */
    Place[] places(int count, IntFunction<String> productId) {
        Place[] found = new Place[count];
        for (int i = 0; i < count; i++) {
            found[i] = places.get(productId.apply(i));
        }
        return found;
    }

    /** Categories by number, also those of products that are gone. */
    Numbers categories() {
        return categories;
    }

    /** Brands by number. */
    Numbers brands() {
        return brands;
    }

    /** Segments by number. */
    Numbers segments() {
        return segments;
    }

    /** Indices of places are below it. */
    int capacity() {
        return capacity;
    }

    /** How often products came or went so far. */
    long changes() {
        return changes;
    }

    /** Products that may be shown. */
    int size() {
        return popular.places.size();
    }

    /** The {@link #TOP} popular ones, the most popular first. */
    List<Place> popular() {
        return popular.top();
    }

    /** The {@link #TOP} that trend, the first first. */
    List<Place> trending() {
        return trending.top();
    }

    /** The {@link #TOP} popular ones of a category. */
    List<Place> popularIn(String category) {
        return popularIn.getOrDefault(category, EMPTY).top();
    }

    /** The {@link #TOP} that are popular with the customers of a segment; null for none. */
    List<Place> popularWith(String segment) {
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
