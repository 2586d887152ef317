package io.tillstream.recommendations;

import java.util.Arrays;

/**
 * A product's place on the shelf: it stays the same while the product's cards change, so that
 * products lead to each other without being looked up by name for each shopper.
 */
final class Place {
    private static final String[] NONE = {};

    /** Among the places of the shelf, from 0 on; another product's once this one is removed. */
    final int index;

    private ItemCard card;
    private double logPrice;
    private int category;
    private int brand;
    private double[] boughtIn;
    private Place[] neighbours;
    private double[] similarities;
    private double[] similarWhenTied;
    private Place[] lookalikes;
    private long linkedAt = -1;

    Place(int index) {
        this.index = index;
    }

    ItemCard card() {
        return card;
    }

    /**
     * Takes a card.
     *
     * @param itsCategory number of its category on the shelf
     * @param itsBrand number of its brand
     * @param bySegment purchases by number of the segment, {@link Fading} by {@link Item#POPULAR}
     */
    void put(ItemCard newest, int itsCategory, int itsBrand, double[] bySegment) {
        card = newest;
        logPrice = newest.facts().logPrice();
        category = itsCategory;
        brand = itsBrand;
        boughtIn = bySegment;
        linkedAt = -1;
    }

    /** Number of its category on the shelf. */
    int category() {
        return category;
    }

    /** Number of its brand on the shelf. */
    int brand() {
        return brand;
    }

    /**
     * Purchases by customers of a segment, {@link Fading} by {@link Item#POPULAR}.
     *
     * @param segment its number on the shelf; any other, also a negative one, bought nothing
     */
    double boughtIn(int segment) {
        return segment >= 0 && segment < boughtIn.length ? boughtIn[segment] : Fading.NOTHING;
    }

    /** Logarithm of the list price; negative infinity where it is unknown. */
    double logPrice() {
        return logPrice;
    }

    /** The places of its neighbours, null for what is not on the shelf. */
    Place[] neighbours(Shelf shelf) {
        link(shelf);
        return neighbours;
    }

    /**
     * How much it goes with one of its {@link #neighbours}: ties between the two against those to
     * all others, 0 to 1 about. Worked out anew only when one of the two has changed.
     */
    double similarity(int neighbour) {
        double tied = neighbours[neighbour].card.tied();
        if (similarWhenTied[neighbour] != tied) {
            similarWhenTied[neighbour] = tied;
            similarities[neighbour] =
                    Math.pow(2, card.ties()[neighbour] - (card.tied() + tied) / 2);
        }
        return similarities[neighbour];
    }

    /** The places of what looks like it, null for what is not on the shelf. */
    Place[] lookalikes(Shelf shelf) {
        link(shelf);
        return lookalikes;
    }

    /** Looks them up again if products came or went since. */
    private void link(Shelf shelf) {
        if (linkedAt != shelf.changes()) {
            String[] near = card.neighbours();
            String[] alike = card.lookalikes() == null ? NONE : card.lookalikes().products();
            neighbours = shelf.places(near.length, n -> near[n]);
            lookalikes = shelf.places(alike.length, n -> alike[n]);
            similarities = new double[near.length];
            similarWhenTied = new double[near.length];
            Arrays.fill(similarWhenTied, Double.NaN);
            linkedAt = shelf.changes();
        }
    }
}
