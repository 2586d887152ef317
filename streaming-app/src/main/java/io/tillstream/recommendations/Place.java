package io.tillstream.recommendations;

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
    private Place[] neighbours;
    private Place[] lookalikes;
    private long linkedAt = -1;

    Place(int index) {
        this.index = index;
    }

    ItemCard card() {
        return card;
    }

    void put(ItemCard newest) {
        card = newest;
        logPrice = newest.facts().logPrice();
        linkedAt = -1;
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
            linkedAt = shelf.changes();
        }
    }
}
