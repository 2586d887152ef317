package io.tillstream.recommendations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What tells of any product at all whether a shopper might like it: how the shopper's interest is
 * shared out, and what counts as popular.
 *
 * @param categories of interest, distinct
 * @param categoryShares of the interest, 0 to 1
 * @param brands of interest, distinct
 * @param brandShares of the interest, 0 to 1
 * @param logPrice mean logarithm of the prices looked at, as {@link io.tillstream.events.Amount};
 *     NaN where none is known
 * @param segment of the shopper; null where none is known
 * @param mostBought the greatest popularity on the shelf
 * @param mostTrending the greatest trend
 * @param mostInSegment the greatest popularity with the segment's customers
 * @param unknown 1 for a shopper of whom nothing is known, falling with what is
 */
public record Profile(
        String[] categories,
        double[] categoryShares,
        String[] brands,
        double[] brandShares,
        double logPrice,
        String segment,
        double mostBought,
        double mostTrending,
        double mostInSegment,
        double unknown) {
    /** Popularity below the greatest by this factor, as a power of two, counts nothing. */
    private static final double DEPTH = 10;

    /** Interest by name, as numbered by the shelf. */
    static final class Interests {
        private final Shelf.Numbers numbers;
        private double[] weights = {};
        private int[] met = new int[Shopper.TASTES];
        private int size;

        Interests(Shelf.Numbers numbers) {
            this.numbers = numbers;
        }

        private void add(int number, double weight) {
            if (number >= weights.length) {
                weights = Arrays.copyOf(weights, 2 * numbers.size());
            }
            if (size == met.length) {
                met = Arrays.copyOf(met, 2 * size);
            }
            if (weights[number] == 0) {
                met[size++] = number;
            }
            weights[number] += weight;
        }

        private void clear() {
            for (int i = 0; i < size; i++) {
                weights[met[i]] = 0;
            }
            size = 0;
        }

        /** Interest in what has a number. */
        double of(int number) {
            return number < weights.length ? weights[number] : 0;
        }

        /** Names of interest, the one of the greatest interest first. */
        List<String> byWeight() {
            List<Integer> order = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                order.add(met[i]);
            }
            order.sort(
                    (one, other) -> {
                        int byWeight = Double.compare(weights[other], weights[one]);
                        return byWeight != 0
                                ? byWeight
                                : numbers.name(one).compareTo(numbers.name(other));
                    });
            return order.stream().map(numbers::name).toList();
        }

        private String[] names() {
            String[] names = new String[size];
            Arrays.setAll(names, i -> numbers.name(met[i]));
            return names;
        }

        private double[] shares(double all) {
            double[] shares = new double[size];
            Arrays.setAll(shares, i -> weights[met[i]] / all);
            return shares;
        }
    }

    /** Adds up the interest of one shopper after the other. */
    static final class Sums {
        private final Interests categories;
        private final Interests brands;
        private double interest;
        private double logPrice;
        private double priced;

        Sums(Shelf shelf) {
            this.categories = new Interests(shelf.categories());
            this.brands = new Interests(shelf.brands());
        }

        /** Begins anew, for another shopper. */
        void clear() {
            categories.clear();
            brands.clear();
            interest = 0;
            logPrice = 0;
            priced = 0;
        }

        void add(Place place, double weight) {
            interest += weight;
            categories.add(place.category(), weight);
            brands.add(place.brand(), weight);
            if (place.card().facts().price() > 0) {
                logPrice += weight * place.logPrice();
                priced += weight;
            }
        }

        /** Interest by category. */
        Interests categories() {
            return categories;
        }

        /** Share of the interest that a product's category has, 0 to 1. */
        double categoryShare(Place place) {
            return categories.of(place.category()) / interest;
        }

        /** Share that its brand has. */
        double brandShare(Place place) {
            return brands.of(place.brand()) / interest;
        }

        /**
         * The profile.
         *
         * @param segment of the shopper; null for none
         */
        Profile profile(Shelf shelf, String segment) {
            return new Profile(
                    categories.names(),
                    categories.shares(interest),
                    brands.names(),
                    brands.shares(interest),
                    logPrice / priced,
                    segment,
                    shelf.mostBought(),
                    shelf.mostTrending(),
                    shelf.mostBoughtIn(segment),
                    Interest.CART / (Interest.CART + interest));
        }
    }

    /** Describes a candidate; what is so for everybody comes first, as a reason it counts least. */
    void describe(Candidate candidate) {
        ItemFacts facts = candidate.card().facts();
        describe(
                candidate,
                candidate.card().boughtIn(segment),
                share(facts.category(), categories, categoryShares),
                share(facts.brand(), brands, brandShares));
    }

    /**
     * The same of what has been looked up.
     *
     * @param boughtIn purchases by customers of the segment
     * @param categoryShare of the interest, of its category
     * @param brandShare of its brand
     */
    void describe(Candidate candidate, double boughtIn, double categoryShare, double brandShare) {
        ItemCard card = candidate.card();
        ItemFacts facts = card.facts();
        candidate.add(
                Feature.SEGMENT, depth(boughtIn, mostInSegment) * unknown, Reason.SEGMENT, "");
        candidate.add(Feature.POPULAR, depth(card.bought(), mostBought), Reason.POPULAR, "");
        candidate.add(Feature.TRENDING, depth(card.trending(), mostTrending), Reason.TRENDING, "");
        if (categories.length > 0) {
            candidate.add(Feature.CATEGORY, categoryShare, Reason.CATEGORY, facts.category());
            if (!facts.brand().isEmpty()) {
                candidate.add(Feature.BRAND, brandShare, Reason.BRAND, facts.brand());
            }
        }
        if (!Double.isNaN(logPrice) && facts.price() > 0) {
            double away = candidate.logPrice() - logPrice;
            candidate.add(Feature.PRICE, Math.exp(-away * away));
        }
    }

    private static double share(String name, String[] names, double[] shares) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return shares[i];
            }
        }
        return 0;
    }

    private static double depth(double value, double most) {
        return value == Fading.NOTHING ? 0 : Math.max(0, 1 + (value - most) / DEPTH);
    }
}
